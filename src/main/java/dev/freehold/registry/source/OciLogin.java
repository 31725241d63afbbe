package dev.freehold.registry.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows a registry who asks, in the way that its challenge wants: a token that another server gives out, or name and password. The
 * password goes to the registry itself, and to the token server that the operator named; a challenge cannot send it elsewhere.
 */
final class OciLogin implements Web {
    private static final int NO_RIGHT = 401;
    private static final Pattern PARAMETER = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

    private final URI registry;
    private final String scope;
    private final Account account;
    private final Web web;
    private Optional<String> authorization = Optional.empty();

    /** Who asks; without a name anybody. */
    record Account(Optional<String> name, Secret password, Optional<URI> realm) {
        static final Account NOBODY =
                new Account(Optional.empty(), new Secret(Optional.empty(), Optional.empty()), Optional.empty());

        Optional<String> basic() throws IOException {
            Optional<String> secret = password.read();
            return name.isEmpty() || secret.isEmpty()
                    ? Optional.empty()
                    : Optional.of("Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            (name.get() + ":" + secret.get()).getBytes(StandardCharsets.UTF_8)));
        }
    }

    OciLogin(URI registry, String repository, Account account, Web web) {
        this.registry = registry;
        this.scope = "repository:" + repository + ":pull";
        this.account = account;
        this.web = web;
    }

    @Override
    public Answer get(URI address, Headers headers) throws IOException {
        Answer first = web.get(address, authorized(headers));
        if (first.status() != NO_RIGHT) {
            return first;
        }
        try (first) {
            authorization = answerTo(first.header("www-authenticate").orElse(""));
        }
        return web.get(address, authorized(headers));
    }

    private Headers authorized(Headers headers) {
        return (request, at) -> {
            headers.addTo(request, at);
            if (isSameServer(at, registry)) {
                authorization.ifPresent(text -> request.header("Authorization", text));
            }
        };
    }

    private Optional<String> answerTo(String challenge) throws IOException {
        if (challenge.regionMatches(true, 0, "Basic", 0, "Basic".length())) {
            return account.basic();
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(challenge);
        while (matcher.find()) {
            parameters.put(matcher.group(1), matcher.group(2));
        }
        if (!challenge.regionMatches(true, 0, "Bearer", 0, "Bearer".length()) || !parameters.containsKey("realm")) {
            return Optional.empty();
        }
        return Optional.of("Bearer " + token(parameters));
    }

    private String token(Map<String, String> challenge) throws IOException {
        URI realm = realm(String.valueOf(challenge.get("realm")));
        String query = "scope=" + PercentEncoding.text(scope)
                + Optional.ofNullable(challenge.get("service"))
                        .map(service -> "&service=" + PercentEncoding.text(service))
                        .orElse("");
        URI address = URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query);
        JsonNode answer = SourceJson.read(web.text(address, (request, at) -> showPassword(request, at, realm)));
        String token = answer.path("token").asText(answer.path("access_token").asText(""));
        if (token.isEmpty()) {
            throw new SourceFailure(
                    SourceFailure.Kind.REFUSED, "%s gives out no token".formatted(AllowedHosts.shown(realm)));
        }
        return token;
    }

    private void showPassword(HttpRequest.Builder request, URI at, URI realm) throws IOException {
        boolean isTrusted = isSameServer(realm, registry)
                || account.realm().filter(named -> isSameServer(realm, named)).isPresent();
        if (isTrusted && isSameServer(at, realm)) {
            account.basic().ifPresent(text -> request.header("Authorization", text));
        }
    }

    private static URI realm(String text) throws SourceFailure {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new SourceFailure(SourceFailure.Kind.REFUSED, "the registry names a token server that is no address");
        }
    }

    private static boolean isSameServer(URI one, URI other) {
        return AllowedHosts.shown(one).equalsIgnoreCase(AllowedHosts.shown(other));
    }
}
