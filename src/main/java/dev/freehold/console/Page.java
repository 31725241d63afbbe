package dev.freehold.console;

import io.quarkiverse.web.bundler.runtime.Bundle;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The one page of the console; which of its rooms is shown, the browser reads off the address. */
@Path("/console")
class Page {
    /** Nothing from elsewhere, nothing inline, and no string becomes markup but those in the console's own templates. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html");

    private final String html;

    Page(Bundle bundle) {
        this.html =
                template().replace("{style}", bundle.resolve("app.css")).replace("{script}", bundle.resolve("app.js"));
    }

    @GET
    @PermitAll
    @Operation(hidden = true)
    public Response start() {
        return page();
    }

    @GET
    @PermitAll
    @Path("/{room:[a-z]+}")
    @Operation(hidden = true)
    public Response room() {
        return page();
    }

    private Response page() {
        return Response.ok(html, "text/html; charset=utf-8")
                .header("Content-Security-Policy", POLICY)
                .header("Cache-Control", "no-cache")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private static String template() {
        try (InputStream file = Page.class.getResourceAsStream("/console/page.html")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
