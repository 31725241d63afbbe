package dev.freehold.clients;

import dev.freehold.inference.decoder.TinyToolModels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same clients and their own ways to run tools, turn after turn; a random model calls what it has to call. */
@QuarkusTest
@QuarkusTestResource(value = TinyToolModels.class, restrictToAnnotatedClass = true)
class JavaScriptToolsIT {
    @TestHTTPResource
    String address = "";

    @BeforeAll
    static void install() throws Exception {
        Node.install();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic-tools", "openai-tools", "vercel-tools", "langchain-tools"})
    void runsTools(String client) throws Exception {
        Node.test(client, address);
    }
}
