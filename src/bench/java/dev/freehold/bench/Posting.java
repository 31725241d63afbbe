package dev.freehold.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** The same request, sent again and again over connections that stay open, by a client that does as little as can be. */
final class Posting {
    private static final int CONNECTIONS = 4;

    private final int port;
    private final byte[] request;

    private Posting(int port, byte[] request) {
        this.port = port;
        this.request = request;
    }

    static Posting of(int port, String path, List<String> headers, byte[] body) {
        List<String> lines = new ArrayList<>(List.of("POST " + path + " HTTP/1.1", "Host: localhost"));
        lines.addAll(headers);
        lines.add("Content-Length: " + body.length);
        byte[] head = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return new Posting(port, request);
    }

    /** How many are answered in a second. */
    double rate(Duration length) {
        LongAdder answered = new LongAdder();
        long start = System.nanoTime();
        long end = start + length.toNanos();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    post(end, answered);
                    done.complete(null);
                } catch (IOException failed) {
                    done.completeExceptionally(new UncheckedIOException(failed));
                }
            });
            running.add(done);
        }
        running.forEach(CompletableFuture::join);
        return answered.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private void post(long end, LongAdder answered) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            while (System.nanoTime() < end) {
                out.write(request);
                skipAnswer(in);
                answered.increment();
            }
        }
    }

    private static void skipAnswer(InputStream in) throws IOException {
        String status = line(in);
        long length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(
                        header.substring("content-length:".length()).strip());
            }
        }
        if (!status.contains(" 200 ")) {
            throw new IOException(status + ": " + new String(in.readNBytes((int) length), StandardCharsets.UTF_8));
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("the connection ended");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }
}
