package dev.freehold.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Models tried in a real browser, and the guide asked; skipped where no Chromium is installed. */
@QuarkusTest
class PlaygroundIT {
    private static final String HOSTILE = "<img src=x onerror=window.broken=1><script>window.broken=1</script>";

    /** Answers in the gateway's place what `window.answers` has for an address, and keeps what was asked in `window.asked`. */
    private static final String STAND_IN = """
            window.answers = arguments[0];
            window.asked = [];
            const real = window.fetch;
            window.fetch = (address, options) => {
              const path = String(address).split('?')[0];
              if (!(path in window.answers)) return real(address, options);
              window.asked.push(options?.body ?? '');
              const body = window.answers[path];
              const isStream = body.startsWith('data:');
              return Promise.resolve(new Response(body, { headers: {
                'Content-Type': isStream ? 'text/event-stream' : 'application/json' } }));
            };
            """;

    /** An answer that goes on until its reader goes away. */
    private static final String ENDLESS = """
            window.fetch = (address, { signal }) => {
              const chunk = 'data: {"choices":[{"delta":{"content":"one more "}}]}\\n\\n';
              const body = new ReadableStream({
                start(stream) {
                  const timer = setInterval(() => stream.enqueue(new TextEncoder().encode(chunk)), 20);
                  signal.addEventListener('abort', () => {
                    window.isGone = true;
                    clearInterval(timer);
                    stream.error(signal.reason);
                  });
                },
              });
              return Promise.resolve(new Response(body));
            };
            """;

    /** Changes a letter of the first hash in every proof. */
    private static final String CHANGED_PROOF = """
            const real = window.fetch;
            window.fetch = async (address, options) => {
              const response = await real(address, options);
              if (!String(address).includes('/audit/proof/')) return response;
              const proof = await response.text();
              return new Response(proof.replace(/(index \\d+\\n)(.)/, (_, index, letter) => index + (letter === 'A' ? 'B' : 'A')));
            };
            """;

    private static @Nullable Browser browser;

    @TestHTTPResource("/")
    URI server = URI.create("/");

    @BeforeEach
    void openBrowser() {
        if (browser == null) {
            Optional<Browser> found = Browser.at("http://localhost:" + server.getPort());
            assumeTrue(found.isPresent(), "no Chromium with its driver is installed");
            browser = found.get();
        }
        browser.open("/console");
        browser.script("localStorage.clear(); sessionStorage.clear()");
        browser.clearCookies();
        browser.open("/console");
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        assertEquals(List.of(), browser().complaints());
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
    }

    private static Browser browser() {
        return Objects.requireNonNull(browser);
    }

    private static void signIn(String key) {
        browser().type("input[name=key]", key);
        browser().press("Sign in");
        browser().find("nav");
    }

    private static void enter(String key, String address) {
        signIn(key);
        browser().open(address);
        browser().find("main h1");
    }

    private static void say(String text) {
        browser().type(".composer [name=text]", text);
        browser().key(Keys.ENTER);
    }

    private static void put(String field, String text) {
        browser().script("document.querySelector(arguments[0]).value = arguments[1]", "[name=" + field + "]", text);
    }

    private static void standIn(Map<String, String> answers) {
        browser().script(STAND_IN, answers);
    }

    private static void assertInert() {
        assertEquals(
                List.of(0L, true),
                browser()
                        .script(
                                "return [document.querySelectorAll('img, script:not([src])').length, window.broken === undefined]"));
    }

    private static String chunk(String choice) {
        return "data: {\"choices\":[" + choice + "]}\n\n";
    }

    @Test
    void chatStreamsAndItsReceiptIsProven() {
        enter(TestKeys.create("inference"), "/console/playground");
        browser().waitFor("Ask freehold-guide something");

        say("What is Freehold?");

        browser().waitFor("to the first token");
        browser().waitFor("completion tokens");
        browser().press("Check the receipt");
        browser().waitFor("The call is in the log that the gateway shows");
        browser().waitFor("hashes lead from it to the root");
        browser().shoot("playground-receipt");

        put("temperature", "9");
        say("And why?");
        browser().waitFor("temperature");
        browser().find(".turn .notice.bad");
        browser().assertAccessible();
        browser().keep("playground-chat");
    }

    @Test
    void anAnswerIsStopped() {
        enter(TestKeys.create("inference"), "/console/playground");
        browser().find(".composer");
        browser().script(ENDLESS);
        say("Count");
        browser().waitFor("one more one more");
        browser().find(".said.writing");

        browser().press("Stop");

        browser().waitFor("stopped");
        assertEquals(true, browser().script("return window.isGone"));
        browser().press("Start over");
        browser().waitFor("Ask freehold-guide something");
    }

    @Test
    void aReceiptOpensItsEntryForAuditors() {
        enter(TestKeys.create("inference", "auditor"), "/console/playground");
        browser().find(".composer");
        say("What is a quota?");
        String link = browser().find(".facts-row a").getText();
        browser().press("Check the receipt");
        browser().waitFor("Proven: the call is in the audit log");
        browser().waitFor("Signed by");
        browser().script(CHANGED_PROOF);
        browser().press("Check the receipt");
        browser().waitFor("Not proven: the log does not have this call");

        browser().press(link);

        browser().waitFor("E" + link.substring("Audit e".length()));
        browser().await(() -> browser().find("aside").getText().contains("chat.completions"), "the entry");
    }

    @Test
    void aSchemaForcesTheAnswer() {
        enter(TestKeys.create("inference"), "/console/playground");
        browser().find(".composer");
        browser().press("JSON schema of the answer");
        browser().find(".editor[open] button").click();

        say("How good is it?");

        browser().waitFor("it is JSON");
        int stars = JsonPath.from(browser().find(".turn pre").getText()).getInt("stars");
        assertTrue(stars >= 1 && stars <= 5, "stars: " + stars);
    }

    @Test
    void callsOfToolsWaitForTheirResults() {
        enter(TestKeys.create("inference"), "/console/playground");
        browser().find(".composer");
        standIn(Map.of(
                "/v1/chat/completions",
                chunk("{\"delta\":{\"reasoning_content\":\"I should look. \"}}")
                        + chunk(
                                "{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"ci\"}}]}}")
                        + chunk(
                                "{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"ty\\\":\\\"Ulm\\\"}\"}}]}}")
                        + chunk("{\"delta\":{},\"finish_reason\":\"tool_calls\"}")
                        + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":70,\"completion_tokens\":9,"
                        + "\"freehold\":{\"energy_joules\":0.25,\"energy_source\":\"rapl\"}}}\n\n"
                        + "data: [DONE]\n\n"));
        browser().press("Tools");
        browser().find(".editor[open] button").click();
        say("Is it warm in Ulm?");
        browser().waitFor("I should look.");
        browser().waitFor("\"city\": \"Ulm\"");
        browser().waitFor("250 mJ measured");
        browser().assertAccessible();
        browser().keep("playground-tools");

        browser().type("[name=result]", "21 degrees");
        browser().press("Give the result");

        browser().waitFor("Result of weather");
        JsonPath sent = JsonPath.from(String.valueOf(browser().script("return window.asked[1]")));
        assertEquals("weather", sent.getString("tools[0].function.name"));
        assertEquals(List.of("user", "assistant", "tool"), sent.getList("messages.role"));
        assertEquals("{\"city\":\"Ulm\"}", sent.getString("messages[1].tool_calls[0].function.arguments"));
        assertEquals("call_1", sent.getString("messages[2].tool_call_id"));
        assertEquals("21 degrees", sent.getString("messages[2].content"));
    }

    @Test
    void whatPeopleAndModelsSayStaysText() {
        enter(TestKeys.create("inference"), "/console/playground");
        browser().find(".composer");
        say(HOSTILE);
        browser().waitFor("in all");
        String hostile = HOSTILE.replace("\"", "\\\"");
        standIn(Map.of(
                "/v1/chat/completions",
                chunk(
                                "{\"delta\":{\"content\":\"%s\",\"reasoning_content\":\"%s\",\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"%s\",\"arguments\":\"%s\"}}]}}"
                                        .replace("%s", hostile))
                        + "data: {\"error\":{\"message\":\"%s\",\"code\":\"%s\"}}\n\n".replace("%s", hostile)));
        say("Go on");
        browser().await(() -> browser().text().split("window.broken=1").length > 8, "all of it");
        assertInert();
        browser().open("/console/guide");
        browser().type("[name=question]", HOSTILE);
        browser().press("Ask");
        browser().waitFor("in all");
        assertInert();
    }

    @Test
    void textsAreComparedAndTheCallIsShownAsCode() {
        enter(TestKeys.create("inference"), "/console/playground?tab=similarity");
        browser().press("Compare");
        browser().waitFor("Cosines of vectors");
        assertEquals(
                "1.00",
                browser().find(".matrix tbody tr:nth-child(3) td:nth-child(4)").getText());
        browser().assertAccessible();
        browser().keep("playground-similarity");

        browser().press("Copy as code");
        for (String language : List.of("Python", "Node.js", "Java", "curl")) {
            browser().press(language);
            String code = browser().find("dialog pre").getText();
            assertTrue(code.contains("/v1/embeddings") && code.contains("FREEHOLD_API_KEY"), code);
            assertFalse(code.contains("fh_live_"), code);
        }
        browser().assertAccessible();
        browser().keep("playground-code");
    }

    @Test
    void documentsLabelsNamesAndTensorsAreShown() {
        signIn(TestKeys.create("inference"));
        standIn(Map.of(
                "/v1/models", """
                        {"data":[{"id":"acme/ranker","kind":"ranker"},{"id":"manners","kind":"classifier"},
                        {"id":"names","kind":"token_classifier"},{"id":"sums","kind":"tensor"}]}""",
                "/v1/rerank", """
                        {"results":[{"index":1,"relevance_score":0.91},{"index":0,"relevance_score":0.08}],"usage":{"prompt_tokens":20}}""",
                "/v1/classify", """
                        {"labels":["kind","rude"],"data":[{"probs":[0.2,0.8]},{"probs":[0.9,0.1]}],"usage":{"prompt_tokens":9}}""",
                "/v1/token_classify", """
                        {"data":[{"entities":[{"entity_group":"PERSON","score":0.9,"start":2,"end":5}]},{"entities":[]}]}""",
                "/v2/models/sums", """
                        {"name":"sums","inputs":[{"name":"a","datatype":"FP32","shape":[-1,3]}],"outputs":[]}""",
                "/v2/models/sums/infer", """
                        {"outputs":[{"name":"sum","datatype":"FP32","shape":[2,2],"data":[1.5,2,3,4]}]}"""));
        browser().press("Guide");
        browser().waitFor("The guide is not here at the moment");
        browser().press("Playground");
        browser().waitFor("No model that chats is here");

        browser().press("Rerank");
        browser().find("[name=documents]");
        put("documents", "far\nnear");
        browser().find("fh-try-rerank button.primary").click();
        browser().waitFor("near line 2");
        browser().assertAccessible();
        browser().keep("playground-rerank");

        browser().press("Classify");
        browser().find("fh-try-classify button.primary").click();
        browser().waitFor("0.800");
        browser()
                .script(
                        "const s = document.querySelector('select'); s.value = 'names'; s.dispatchEvent(new Event('change'))");
        put("texts", "\uD83D\uDE00 Ada counts\nnobody");
        browser().press("Find names");
        browser().await(() -> browser().find("mark").getText().equals("Ada PERSON"), "the name");
        browser().waitFor("nothing found");

        browser().press("Tensors");
        browser().find("[name=data-0]");
        put("shape-0", "2, 3");
        put("data-0", "[1, 2, 3], [4, 5, 6]");
        browser().press("Infer");
        browser().waitFor("3  4");
        browser().assertAccessible();
        browser().keep("playground-tensors");
        JsonPath sent = JsonPath.from(String.valueOf(browser().script("return window.asked.at(-1)")));
        assertEquals(List.of(2, 3), sent.getList("inputs[0].shape"));
        assertEquals(List.of(1, 2, 3, 4, 5, 6), sent.getList("inputs[0].data"));
    }

    @Test
    void theGuideShowsWhatItsAnswerRestsOn() {
        enter(TestKeys.create("inference"), "/console/guide");
        browser().waitFor("What would you like to know?");
        browser().assertAccessible();

        browser().press("Why did I get a 429?");

        browser().waitFor("the answer, word for word");
        browser().waitFor("completion tokens");
        browser().assertAccessible();
        browser().keep("guide");

        browser().type("[name=question]", "How do I make a key?");
        browser().press("Ask");
        browser().await(() -> browser().all(".turn.user").size() == 2, "the second question");
        browser().await(() -> browser().all(".passages article").size() > 0, "its passages");
        assertEquals(
                3L,
                browser()
                        .script(
                                "return performance.getEntriesByType('resource').filter((e) => e.name.endsWith('/v1/embeddings')).length"),
                "the handbook is embedded once");
    }

    @Test
    void aGuideThatIsNotThereIsSaidKindly() {
        enter(
                TestKeys.create(Map.of(
                        "name",
                        "narrow",
                        "project",
                        "tests",
                        "roles",
                        List.of("inference"),
                        "models",
                        List.of("freehold-embed"),
                        "unlimited",
                        true)),
                "/console/guide");
        browser().waitFor("The guide is not here at the moment");
        browser().shoot("guide-absent");
        browser().press("Playground");
        browser().waitFor("No model that chats is here for this key");
    }
}
