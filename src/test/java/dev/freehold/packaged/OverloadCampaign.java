package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than a gateway can do: ten times the clients that it can serve, clients that hardly read, connections that do nothing. Run by
 * {@code deploy/freehold campaign overload}.
 */
class OverloadCampaign {
    private static final int SERVED = 32;
    private static final int SLOW = 200;
    private static final int IDLE = Integer.getInteger("campaign.idle", 8000);
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("campaign.phase", 20));
    private static final String WHOLE = """
            {"model":"freehold-guide","prompt":"Freehold","max_tokens":100,"temperature":1,"logit_bias":{"2":-100}}""";
    private static final String STREAM = """
            {"model":"freehold-guide","prompt":"Freehold","max_tokens":900,"temperature":1,"stream":true,"logit_bias":{"2":-100}}""";

    @TempDir
    Path home;

    @Test
    void tenTimesTheLoadLeavesAtLeastNineTenthsOfTheWork() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            measured(gateway, SERVED); // until the code is compiled
            Traffic.Result peak = measured(gateway, SERVED);
            Traffic.Result overload = measured(gateway, 10 * SERVED);
            System.out.printf(
                    "peak:     %s%noverload: %s%ngoodput %.2f of peak%n",
                    peak.inWords(), overload.inWords(), overload.rate() / peak.rate());

            assertEquals(List.of(), overload.failures());
            assertTrue(overload.rate() >= 0.9 * peak.rate(), "goodput");
        }
    }

    @Test
    void clientsThatHardlyReadHoldNobodyUp() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            measured(gateway, 8);
            Traffic.Result alone = measured(gateway, 8);
            long before = gateway.residentMegabytes();
            List<Socket> readers = new ArrayList<>();
            for (int i = 0; i < SLOW; i++) {
                readers.add(slow(gateway));
            }
            awaitEmptyQueue(gateway);
            Traffic.Result beside = measured(gateway, 8);
            System.out.printf(
                    "alone:  %s%nbeside: %s%n%d slow readers, %d MB resident before, %d after%n",
                    alone.inWords(), beside.inWords(), SLOW, before, gateway.residentMegabytes());
            close(readers);

            assertEquals(List.of(), beside.failures());
            assertTrue(beside.rate() >= 0.8 * alone.rate(), "the others' rate");
        }
    }

    @Test
    void connectionsThatDoNothingCostLittle() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            measured(gateway, 8);
            Traffic.Result alone = measured(gateway, 8);
            long before = gateway.residentMegabytes();
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < IDLE; i++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), gateway.port()));
            }
            Traffic.Result beside = measured(gateway, 8);
            System.out.printf(
                    "alone:  %s%nbeside: %s%n%d idle connections, %d MB resident before, %d after%n",
                    alone.inWords(), beside.inWords(), IDLE, before, gateway.residentMegabytes());
            close(idle);

            assertEquals(List.of(), beside.failures());
            assertTrue(beside.rate() >= 0.8 * alone.rate(), "the others' rate");
        }
    }

    /** What they asked for is written first, as fairness has it; from then on only their not reading is left. */
    private static void awaitEmptyQueue(GatewayProcess gateway) throws Exception {
        do {
            Thread.sleep(1000);
        } while (!gateway.metrics().contains("freehold_decoder_queued{model=\"freehold-guide\"} 0.0"));
    }

    private static Traffic.Result measured(GatewayProcess gateway, int clients) throws Exception {
        HttpRequest request = gateway.request("/v1/completions", gateway.bootstrapKey())
                .timeout(Duration.ofMinutes(3))
                .POST(HttpRequest.BodyPublishers.ofString(WHOLE))
                .build();
        Traffic traffic = Traffic.start(clients, request, "}");
        Thread.sleep(LENGTH);
        return traffic.stop();
    }

    /** Takes as little at a time as a client can, and never reads. */
    private static Socket slow(GatewayProcess gateway) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
        byte[] body = STREAM.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + gateway.bootstrapKey() + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        return socket;
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
