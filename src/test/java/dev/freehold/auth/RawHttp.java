package dev.freehold.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sends requests exactly as they are written: a client library would tidy them up first. */
final class RawHttp implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final int port;
    private @Nullable Connection open;

    private record Connection(Socket socket, InputStream in) {}

    RawHttp(int port) {
        this.port = port;
    }

    /** The status; 0 when the server only closed the connection. */
    int send(String request) throws IOException {
        Connection connection = open == null ? connect() : open;
        open = connection;
        connection.socket().getOutputStream().write(request.getBytes(ISO_8859_1));
        connection.socket().getOutputStream().flush();
        return answer(connection.in());
    }

    private Connection connect() throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new Connection(socket, new BufferedInputStream(socket.getInputStream()));
    }

    private int answer(InputStream from) throws IOException {
        String first = line(from);
        if (first.isEmpty()) {
            close();
            return 0;
        }
        long length = -1;
        boolean isLast = first.startsWith("HTTP/1.0");
        for (String header = line(from); !header.isEmpty(); header = line(from)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).strip());
            }
            isLast |= lower.equals("connection: close");
        }
        if (length < 0 || isLast) {
            close();
        } else {
            from.skipNBytes(length);
        }
        return Integer.parseInt(first.split(" ", -1)[1]);
    }

    private static String line(InputStream from) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = from.read(); next >= 0 && next != '\n'; next = from.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.socket().close();
            open = null;
        }
    }
}
