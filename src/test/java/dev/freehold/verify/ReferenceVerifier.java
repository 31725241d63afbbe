package dev.freehold.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The second opinion: the verifier in Python, one process for many logs. */
final class ReferenceVerifier implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What both verifiers must agree on. */
    record Opinion(int exit, OptionalLong firstBad, long entries) {
        static Opinion of(Verdict verdict) {
            return new Opinion(
                    verdict.outcome().exitCode(),
                    verdict.firstBad(),
                    verdict.facts().entries());
        }
    }

    private final Process process;
    private final Writer tasks;
    private final BufferedReader answers;

    private ReferenceVerifier(Process process) {
        this.process = process;
        this.tasks = process.outputWriter();
        this.answers = process.inputReader();
    }

    static boolean isThere() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static ReferenceVerifier start() throws IOException {
        return new ReferenceVerifier(new ProcessBuilder("python3", "src/test/python/audit_verify.py")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    Opinion of(Path log, List<Path> checkpoints, List<String> keys, List<String> witnesses) throws IOException {
        ObjectNode task = JSON.createObjectNode().put("log", log.toString());
        task.set(
                "checkpoints",
                JSON.valueToTree(checkpoints.stream().map(Path::toString).toList()));
        task.set("keys", JSON.valueToTree(keys));
        task.set("witnesses", JSON.valueToTree(witnesses));
        tasks.write(task + "\n");
        tasks.flush();
        JsonNode answer = JSON.readTree(answers.readLine());
        if (answer.has("error")) {
            throw new AssertionError(answer.get("error").asText());
        }
        return new Opinion(
                answer.get("exit").asInt(),
                answer.get("first_bad").isNull()
                        ? OptionalLong.empty()
                        : OptionalLong.of(answer.get("first_bad").asLong()),
                answer.get("entries").asLong());
    }

    @Override
    public void close() throws IOException {
        tasks.close();
        process.destroy();
    }
}
