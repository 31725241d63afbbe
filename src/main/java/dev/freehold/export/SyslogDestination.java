package dev.freehold.export;

import dev.freehold.audit.RecordedEntry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A syslog server over TCP or TLS, messages counted in octets (RFC 6587, RFC 5425). Syslog knows no receipt, so each batch has a
 * connection of its own, which is closed on this side first: that the server closes in turn says that it has read to the end.
 */
final class SyslogDestination implements Destination {
    private final URI to;
    private final SyslogMessage message;
    private final Optional<SSLContext> tls;
    private final int timeoutMillis;

    SyslogDestination(URI to, SyslogMessage message, Optional<SSLContext> tls, Duration timeout) {
        this.to = to;
        this.message = message;
        this.tls = tls;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    @Override
    public void send(List<RecordedEntry> entries) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            for (RecordedEntry recorded : entries) {
                out.write(message.frame(recorded));
            }
            out.flush();
            socket.shutdownOutput();
            awaitEnd(socket);
        }
    }

    private static void awaitEnd(Socket socket) throws IOException {
        byte[] ignored = new byte[1024];
        int read = 0;
        while (read >= 0) {
            read = socket.getInputStream().read(ignored);
        }
    }

    private Socket connect() throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(to.getHost(), to.getPort()), timeoutMillis);
            plain.setSoTimeout(timeoutMillis);
            return tls.isPresent() ? secure(plain, tls.get()) : plain;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private Socket secure(Socket plain, SSLContext context) throws IOException {
        SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(plain, to.getHost(), to.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
