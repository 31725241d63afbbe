package dev.freehold.registry.source;

import dev.freehold.registry.source.ModelSource.Body;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a web server for a file, or for the rest of one that has not changed since its beginning was read. What stands for that
 * state is the server's entity tag, or, where it has none, the SHA-256 that was announced for the file.
 */
final class RangedGet {
    private static final int PART = 206;
    private static final int BEYOND = 416;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final Web web;

    RangedGet(Web web) {
        this.web = web;
    }

    Body open(URI address, ListedFile file, long from, Optional<String> validator, Web.Headers headers)
            throws IOException {
        boolean isRest = from > 0 && validator.isPresent();
        Answer answer = web.get(address, (request, at) -> {
            request.header("Accept-Encoding", "identity");
            if (isRest) {
                request.header("Range", "bytes=" + from + "-");
                validator.filter(RangedGet::isTag).ifPresent(tag -> request.header("If-Range", tag));
            }
            headers.addTo(request, at);
        });
        try {
            return body(answer, file, isRest ? from : 0, validator);
        } catch (IOException | RuntimeException refused) {
            answer.close();
            throw refused;
        }
    }

    private static Body body(Answer answer, ListedFile file, long from, Optional<String> validator) throws IOException {
        if (from > 0 && answer.status() == BEYOND) {
            throw altered("has no more of " + file.path());
        }
        answer.checkStatus();
        Optional<String> state = answer.header("etag").filter(RangedGet::isTag).or(() -> announced(file));
        if (answer.status() != PART) {
            return new Body(answer.body(), 0, state);
        }
        Matcher range = RANGE.matcher(answer.header("content-range").orElse(""));
        if (from == 0
                || !range.matches()
                || Long.parseLong(range.group(1)) != from
                || !(range.group(3).equals("*") || Long.parseLong(range.group(3)) == file.size())) {
            throw altered("sends another part of %s than was asked for".formatted(file.path()));
        }
        if (!state.equals(validator)) {
            throw altered("mixes two states of " + file.path());
        }
        return new Body(answer.body(), from, state);
    }

    /** Weak tags stand for what is nearly the same. */
    private static boolean isTag(String validator) {
        return validator.startsWith("\"");
    }

    private static Optional<String> announced(ListedFile file) {
        return file.checksum()
                .filter(checksum -> checksum.algorithm() == Checksum.Algorithm.SHA256)
                .map(Checksum::hex);
    }

    private static SourceFailure altered(String what) {
        return new SourceFailure(SourceFailure.Kind.ALTERED, "the source " + what);
    }
}
