package dev.freehold.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium that is looked at and typed into as a person would. */
final class Browser implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;
    private final String origin;

    private Browser(ChromeDriver driver, String origin) {
        this.driver = driver;
        this.origin = origin;
    }

    /** Empty when no Chromium with its driver is installed. */
    static Optional<Browser> at(String origin) {
        Optional<Path> chromium = first("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
        Optional<Path> chromedriver = first("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");
        return chromium.isPresent() && chromedriver.isPresent()
                ? Optional.of(new Browser(start(chromium.get(), chromedriver.get()), origin))
                : Optional.empty();
    }

    private static Optional<Path> first(String... places) {
        return Stream.of(places).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    private static ChromeDriver start(Path chromium, Path chromedriver) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--window-size=1440,900");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .withSilent(true)
                .build();
        return new ChromeDriver(service, options);
    }

    @Override
    public void close() {
        driver.quit();
    }

    void open(String path) {
        driver.get(origin + path);
    }

    String address() {
        return String.valueOf(driver.getCurrentUrl()).substring(origin.length());
    }

    WebElement find(String selector) {
        return eventually(() ->
                        driver.findElements(By.cssSelector(selector)).stream().findFirst())
                .orElseThrow(() -> new AssertionError("nothing is " + selector + " in:\n" + text()));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Presses the button or the link that says this. */
    void press(String words) {
        By saying = By.xpath("//*[self::button or self::a or self::summary][normalize-space(.)='%s']".formatted(words));
        eventually(() -> driver.findElements(saying).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst())
                .orElseThrow(() -> new AssertionError("nothing says " + words + " in:\n" + text()))
                .click();
    }

    void type(String selector, String text) {
        WebElement field = find(selector);
        field.clear();
        field.sendKeys(text);
    }

    void key(Keys key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** All that is written on the page. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    void waitFor(String words) {
        await(() -> text().contains(words), "\"%s\" never appears".formatted(words));
    }

    void await(BooleanSupplier condition, String complaint) {
        if (eventually(() -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isEmpty()) {
            throw new AssertionError(complaint + "; the page says:\n" + text());
        }
    }

    private static <T> Optional<T> eventually(Supplier<Optional<T>> look) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> found = tried(look);
        while (found.isEmpty() && System.nanoTime() < end) {
            pause();
            found = tried(look);
        }
        return found;
    }

    /** What changes while one looks at it is looked at again. */
    private static <T> Optional<T> tried(Supplier<Optional<T>> look) {
        try {
            return look.get();
        } catch (WebDriverException inBetween) {
            return Optional.empty();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(40);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Nullable
    Object script(String body, Object... arguments) {
        return driver.executeScript(body, arguments);
    }

    void clearCookies() {
        driver.manage().deleteAllCookies();
    }

    void dark(boolean isDark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    }

    void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        pixels,
                        "height",
                        pixels < 800 ? 844 : 900,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        pixels < 800));
    }

    /** Keeps what is seen in light, in dark and on a telephone, as {@code target/screenshots/name-….png}. */
    void keep(String name) {
        shoot(name + "-light");
        dark(true);
        shoot(name + "-dark");
        dark(false);
        width(390);
        shoot(name + "-390");
        width(1440);
    }

    void shoot(String name) {
        pause();
        Object picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        assertNotNull(picture);
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(picture.toString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Asks axe about what is on the page, by the rules of WCAG 2.2 AA. */
    void assertAccessible() {
        driver.executeScript(axe());
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((result) =>
                  done(result.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join(' | '))));
                """);
        assertEquals(List.of(), found);
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            assertNotNull(script, "axe's script");
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the browser complained of: scripts that failed, policies that were broken. A refused request is no complaint. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> !message.contains("Failed to load resource"))
                .toList();
    }
}
