package dev.freehold.clients;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official JavaScript clients, unchanged but for their address and their key. */
@QuarkusTest
class JavaScriptClientsIT {
    @TestHTTPResource
    String address = "";

    @BeforeAll
    static void install() throws Exception {
        Node.install();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "openai", "vercel", "langchain"})
    void isContentWithOurAnswers(String client) throws Exception {
        Node.test(client, address);
    }
}
