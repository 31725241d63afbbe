package dev.freehold.bench;

import dev.freehold.bench.Figure.Comparison;
import dev.freehold.bench.Figure.NotMeasured;
import dev.freehold.bench.Figure.Side;
import dev.freehold.bench.Figure.Value;
import dev.freehold.bench.Wrk.Load;
import dev.freehold.inference.task.EmbedderFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a gateway costs that has everything on: embeddings of a model that is one operator, against a server that gives each body back as
 * it came, and beside it nginx that only passes the same bodies on to that server.
 */
final class GatewayCost implements Measure {
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_SECONDS = 20;
    private static final int SECONDS = 8;
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final String BODY = """
            {"model":"tiny","input":["red green blue","blue green","green"]}""";

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        if (!Wrk.isInstalled()) {
            return List.of(new NotMeasured("cost", "requests a second beside an echo", "wrk is not installed"));
        }
        Path folder = Files.createDirectories(bench.plan().out().resolve("cost"));
        EmbedderFolder.writeTo(Files.createDirectories(folder.resolve("models/tiny")));
        int echoPort = freePort();
        Process echo = started(Echo.process(echoPort), folder.resolve("echo.txt"), echoPort);
        try (Gateway gateway = Gateway.start(folder.resolve("models"), Map.of(), Map.of())) {
            Wrk wrk = new Wrk(folder, CONNECTIONS, gateway.key(), BODY);
            String echoed = "http://127.0.0.1:" + echoPort + "/v1/embeddings";
            String asked = gateway.address() + "/v1/embeddings";
            wrk.run(asked, WARM_UP_SECONDS);
            wrk.run(echoed, WARM_UP_SECONDS / 4);
            Loads loads = new Loads();
            for (int round = 0; round < bench.plan().rounds(); round++) {
                loads.gateway.add(wrk.run(asked, SECONDS));
                loads.echo.add(wrk.run(echoed, SECONDS));
            }
            List<Figure> figures = new ArrayList<>(loads.figures());
            figures.add(proxied(folder, wrk, echoPort, loads));
            return figures;
        } finally {
            echo.destroy();
        }
    }

    /** Round by round. */
    private static final class Loads {
        private final List<Load> gateway = new ArrayList<>();
        private final List<Load> echo = new ArrayList<>();

        List<Figure> figures() {
            return List.of(
                    new Comparison(
                            "cost",
                            "embeddings of one operator, 64 connections",
                            "requests/s",
                            new Side("gateway", samples(gateway, Load::requestsPerSecond)),
                            new Side("echo", samples(echo, Load::requestsPerSecond)),
                            new Target.AtLeast(0.5)),
                    new Value("cost-half", "what it adds to the median", "ms", added(Load::half), Target.NONE),
                    new Value("cost-99", "what it adds to p99", "ms", added(Load::ninetyNine), Target.NONE));
        }

        private Samples added(ToDoubleFunction<Load> time) {
            List<Double> more = new ArrayList<>();
            for (int round = 0; round < gateway.size(); round++) {
                more.add(time.applyAsDouble(gateway.get(round)) - time.applyAsDouble(echo.get(round)));
            }
            return new Samples(more);
        }
    }

    private static Samples samples(List<Load> loads, ToDoubleFunction<Load> what) {
        return new Samples(loads.stream().mapToDouble(what).boxed().toList());
    }

    private static Figure proxied(Path folder, Wrk wrk, int echoPort, Loads loads) throws Exception {
        String title = "the same bodies passed on by nginx";
        if (!Files.isExecutable(NGINX)) {
            return new NotMeasured("cost-nginx", title, "nginx is not installed");
        }
        int port = freePort();
        Path settings =
                Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; worker_processes auto; pid %1$s/nginx.pid; error_log %1$s/nginx.log;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  upstream echo { server 127.0.0.1:%2$d; keepalive 64; }
                  server {
                    listen 127.0.0.1:%3$d;
                    location / { proxy_pass http://echo; proxy_http_version 1.1; proxy_set_header Connection ""; }
                  }
                }
                """.formatted(folder.toAbsolutePath(), echoPort, port));
        Process nginx = started(
                new ProcessBuilder(
                        NGINX.toString(),
                        "-p",
                        folder.toAbsolutePath().toString(),
                        "-c",
                        settings.toAbsolutePath().toString()),
                folder.resolve("nginx.txt"),
                port);
        try {
            String url = "http://127.0.0.1:" + port + "/v1/embeddings";
            wrk.run(url, WARM_UP_SECONDS / 4);
            List<Load> passed = new ArrayList<>();
            for (int round = 0; round < loads.echo.size(); round++) {
                passed.add(wrk.run(url, SECONDS));
            }
            return new Comparison(
                    "cost-nginx",
                    title,
                    "requests/s",
                    new Side("nginx", samples(passed, Load::requestsPerSecond)),
                    new Side("echo", samples(loads.echo, Load::requestsPerSecond)),
                    Target.NONE);
        } finally {
            nginx.destroy();
        }
    }

    private static Process started(ProcessBuilder builder, Path output, int port)
            throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        for (int i = 0; i < 200; i++) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return process;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        process.destroy();
        throw new IOException("it did not start: " + Files.readString(output));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
