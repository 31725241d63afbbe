package dev.freehold.auth;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a browser's session. Browsers send it by themselves, so it counts only in requests that show that a page of this
 * gateway made them: by a header that no other origin may send, or by what the browser says of who asked for a download.
 */
public final class SessionCookie {
    /** What a page of this gateway puts into its requests, with any value. */
    public static final String MARK = "X-Freehold-Console";

    private static final String PLAIN = "freehold-session";

    /** Browsers take a name that begins like this from no other host, and with TLS only. */
    private static final String SECURE = "__Host-" + PLAIN;

    private SessionCookie() {}

    /** What the cookie says, whoever made the request. */
    public static Optional<String> in(HttpServerRequest request) {
        return Stream.of(SECURE, PLAIN)
                .map(request::getCookie)
                .filter(cookie -> cookie != null && !cookie.getValue().isEmpty())
                .map(Cookie::getValue)
                .findFirst();
    }

    /** Does the request come from a page of this gateway? */
    static boolean isOwn(HttpServerRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        boolean isMarked = request.getHeader(MARK) != null;
        boolean isDownload = "same-origin".equals(site) && request.method().equals(HttpMethod.GET);
        return (isMarked || isDownload) && isFromNoOther(request);
    }

    /** False when the browser says that a page from elsewhere asked for it. */
    public static boolean isFromNoOther(HttpServerRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        @Nullable String origin = request.getHeader("Origin");
        return (site == null || site.equals("same-origin"))
                && (origin == null || authority(origin).equals(authority(request)));
    }

    /** For {@code Set-Cookie}; over TLS, which the page's own address tells even behind a proxy, it is for TLS only. */
    public static Cookie of(HttpServerRequest request, String secret, Duration life) {
        @Nullable String origin = request.getHeader("Origin");
        boolean isSecure = request.isSSL() || (origin != null && origin.startsWith("https://"));
        return Cookie.cookie(isSecure ? SECURE : PLAIN, secret)
                .setHttpOnly(true)
                .setSecure(isSecure)
                .setSameSite(CookieSameSite.STRICT)
                .setPath("/")
                .setMaxAge(life.toSeconds());
    }

    private static String authority(String origin) {
        try {
            @Nullable String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAnOrigin) {
            return "";
        }
    }

    private static String authority(HttpServerRequest request) {
        return request.authority() == null
                ? "no authority"
                : request.authority().toString().toLowerCase(Locale.ROOT);
    }
}
