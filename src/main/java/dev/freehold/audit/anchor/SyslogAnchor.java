package dev.freehold.audit.anchor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.tlog.SignedNote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** RFC 5424 messages over UDP (RFC 5426), TCP with counted octets (RFC 6587) or TLS (RFC 5425), facility 13, one connection each. */
final class SyslogAnchor implements Anchor {
    private static final int INFORMATIONAL_OF_AUDIT = 13 * 8 + 6;
    private static final int TIMEOUT_MILLIS = 5000;

    private final URI target;

    SyslogAnchor(URI target) {
        boolean isKnown = target.getHost() != null
                && target.getPort() > 0
                && ("udp".equals(target.getScheme())
                        || "tcp".equals(target.getScheme())
                        || "tls".equals(target.getScheme()));
        if (!isKnown) {
            throw new IllegalArgumentException(
                    "freehold.audit.anchor.syslog must be udp://host:port, tcp://host:port or tls://host:port");
        }
        this.target = target;
    }

    @Override
    public String name() {
        return "syslog at " + target;
    }

    @Override
    public boolean counts() {
        return false;
    }

    @Override
    public void compare(SignedNote newest) {}

    @Override
    public void put(SignedNote checkpoint) throws IOException {
        Instant now = Instant.now();
        byte[] message = ("<" + INFORMATIONAL_OF_AUDIT + ">1 " + now + " "
                        + InetAddress.getLocalHost().getHostName() + " freehold - checkpoint - "
                        + AnchorLine.of(checkpoint, now))
                .getBytes(UTF_8);
        if ("udp".equals(target.getScheme())) {
            sendDatagram(message);
        } else {
            sendCounted(message);
        }
    }

    private void sendDatagram(byte[] message) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            InetSocketAddress to = new InetSocketAddress(target.getHost(), target.getPort());
            socket.send(new DatagramPacket(message, message.length, to));
        }
    }

    private void sendCounted(byte[] message) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes((message.length + " ").getBytes(US_ASCII));
        frame.writeBytes(message);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(frame.toByteArray());
            socket.getOutputStream().flush();
        }
    }

    private Socket connect() throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(target.getHost(), target.getPort()), TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            return "tls".equals(target.getScheme()) ? secured(plain) : plain;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, target.getHost(), target.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
