package dev.freehold.registry.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web server of files, on this machine, that knows ranges, entity tags and redirects, and misbehaves when told to. */
public final class WebStandIn implements Closeable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Map<String, Deque<Trouble>> troubles = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Guard guard = exchange -> true;

    /** What was asked. */
    public record Request(String target, Map<String, List<String>> headers) {
        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst();
        }
    }

    /** What goes wrong with one answer. */
    public sealed interface Trouble {
        /** The connection ends after so many bytes of the body. */
        record BreaksOff(int after) implements Trouble {}

        /** Nothing more comes after so many bytes, for so long. */
        record Stalls(int after, long millis) implements Trouble {}

        record Status(int status, String retryAfter) implements Trouble {}

        /** The range is disregarded. */
        record Whole() implements Trouble {}

        /** Another range than was asked for. */
        record OtherRange() implements Trouble {}

        /** The rest of other bytes, under another tag, as if they went together. */
        record Mixed() implements Trouble {}

        /** So many bytes more than there are. */
        record TooLong(int bytes) implements Trouble {}

        /** Without an entity tag, and broken off after so many bytes. */
        record Untagged(int after) implements Trouble {}
    }

    /** Lets a request in, or answers it. */
    public interface Guard {
        boolean admits(HttpExchange exchange) throws IOException;
    }

    private WebStandIn(HttpServer server) {
        this.server = server;
    }

    public static WebStandIn start() throws IOException {
        WebStandIn standIn =
                new WebStandIn(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        standIn.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        standIn.server.createContext("/", standIn::answer);
        standIn.server.start();
        return standIn;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A path, with its query if that matters. */
    public void put(String target, byte[] content) {
        files.put(target, content);
    }

    public void put(String target, String content) {
        put(target, content.getBytes(StandardCharsets.UTF_8));
    }

    public void redirect(String target, String location) {
        redirects.put(target, location);
    }

    public void guard(Guard gate) {
        guard = gate;
    }

    /** The next answers to this target go wrong, one after the other. */
    public void expect(String target, Trouble... next) {
        troubles.computeIfAbsent(target, unseen -> new ConcurrentLinkedDeque<>())
                .addAll(List.of(next));
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requests(String part) {
        return requests.stream()
                .filter(request -> request.target().contains(part))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        requests.add(new Request(target, Map.copyOf(exchange.getRequestHeaders())));
        try (exchange) {
            if (!guard.admits(exchange)) {
                return;
            }
            Trouble trouble =
                    troubles.containsKey(target) ? troubles.get(target).poll() : null;
            if (trouble instanceof Trouble.Status(int status, String retryAfter)) {
                if (!retryAfter.isEmpty()) {
                    exchange.getResponseHeaders().set("Retry-After", retryAfter);
                }
                exchange.sendResponseHeaders(status, -1);
            } else if (redirects.containsKey(target)) {
                exchange.getResponseHeaders().set("Location", redirects.get(target));
                exchange.sendResponseHeaders(302, -1);
            } else if (files.containsKey(target)) {
                send(exchange, files.get(target), Optional.ofNullable(trouble));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void send(HttpExchange exchange, byte[] content, Optional<Trouble> trouble) throws IOException {
        String tag = "\"" + Integer.toHexString(Arrays.hashCode(content)) + "\"";
        Matcher range =
                RANGE.matcher(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                        .orElse(""));
        boolean isSame = tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
        boolean isMixed = trouble.orElse(null) instanceof Trouble.Mixed;
        boolean isPart = range.matches() && (isSame || isMixed) && !(trouble.orElse(null) instanceof Trouble.Whole);
        int from = isPart ? Integer.parseInt(range.group(1)) : 0;
        if (!(trouble.orElse(null) instanceof Trouble.Untagged)) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        if (isPart) {
            int said = trouble.orElse(null) instanceof Trouble.OtherRange ? from - 1 : from;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(said, content.length - 1, content.length));
        }
        byte[] body = Arrays.copyOfRange(content, from, content.length);
        if (trouble.orElse(null) instanceof Trouble.TooLong(int more)) {
            body = Arrays.copyOf(body, body.length + more);
        }
        exchange.sendResponseHeaders(isPart ? 206 : 200, body.length == 0 ? -1 : body.length);
        write(exchange, body, trouble);
    }

    private static void write(HttpExchange exchange, byte[] body, Optional<Trouble> trouble) throws IOException {
        int until = switch (trouble.orElse(null)) {
            case Trouble.BreaksOff(int after) -> after;
            case Trouble.Untagged(int after) -> after;
            case Trouble.Stalls(int after, long ignored) -> after;
            case null, default -> body.length;
        };
        exchange.getResponseBody().write(body, 0, Math.min(until, body.length));
        exchange.getResponseBody().flush();
        if (trouble.orElse(null) instanceof Trouble.Stalls(int ignored, long millis)) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The SHA-1 of a Git blob or the like, in hex digits. */
    public static String hex(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
