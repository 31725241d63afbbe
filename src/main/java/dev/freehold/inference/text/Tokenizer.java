package dev.freehold.inference.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.NativeRuntime;
import dev.freehold.inference.text.AddedTokens.AddedToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Text to token ids and back. Inside, every control token goes by a secret name, so that text which spells a control
 * token is only text: a control token arises where {@link #encode(String, char)} finds one that no user wrote.
 */
public final class Tokenizer implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HuggingFaceTokenizer tokenizer;
    private final AddedTokens added;
    private final TokenBytes bytes;
    private final Map<Integer, String> secretNames = new HashMap<>();
    private final Map<Integer, Integer> toModel = new HashMap<>();
    private final Map<Integer, Integer> fromModel = new HashMap<>();
    private final Set<Integer> controls = new HashSet<>();
    /** Held shared by whoever is in native code, and alone by the one that closes it. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean isClosed;

    private Tokenizer(TokenizerFile file) throws IOException, ModelLoadException {
        added = file.added();
        bytes = TokenBytes.of(file);
        NativeRuntime.prepare();
        byte[] renamed = withSecretNames(file.root()).getBytes(StandardCharsets.UTF_8);
        tokenizer = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(renamed),
                Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
        for (AddedToken token : added.all()) {
            learnId(token);
        }
        file.unknownToken().ifPresent(controls::remove);
    }

    public static Tokenizer load(TokenizerFile file) throws ModelLoadException {
        try {
            return new Tokenizer(file);
        } catch (IOException | RuntimeException broken) {
            throw new ModelLoadException("The file tokenizer.json cannot be used: " + broken.getMessage(), broken);
        }
    }

    public AddedTokens added() {
        return added;
    }

    /** Encodes text of which no part becomes a control token. Nothing is added and nothing cut off. */
    public int[] encode(String text) {
        long[] ids =
                inUse(() -> tokenizer.encode(wellFormed(text), false, false).getIds());
        int[] tokens = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            int id = Math.toIntExact(ids[i]);
            Integer known = toModel.get(id);
            if (known == null && controls.contains(id)) { // the vocabulary itself spells it out
                throw new Fault(
                        FaultCode.INVALID_REQUEST,
                        "The text spells a control token of this model; write it differently.");
            }
            tokens[i] = known == null ? id : known;
        }
        return tokens;
    }

    /**
     * Encodes text in which control tokens become themselves, except where {@code mark} breaks them up; the marks are
     * left out.
     */
    public int[] encode(String text, char mark) {
        StringBuilder named = new StringBuilder(text.length() + 64);
        int position = 0;
        while (position < text.length()) {
            AddedToken token = added.at(text, position).orElse(null);
            if (token != null) {
                named.append(secretNames.getOrDefault(token.id(), token.text()));
                position += token.text().length();
            } else {
                char next = text.charAt(position++);
                if (next != mark) {
                    named.append(next);
                }
            }
        }
        return encode(named.toString());
    }

    /** What one token stands for by itself; half a character is possible, and nothing for an id that is no token. */
    public byte[] bytes(int token) {
        return bytes.get(token);
    }

    /** Whether a token steers the model and is no text. */
    public boolean isControl(int token) {
        return controls.contains(token);
    }

    /** Decodes tokens without the control tokens among them; what is not whole UTF-8 shows as U+FFFD. */
    public String decode(int[] tokens, int from, int to) {
        long[] ids = new long[to - from];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = fromModel.getOrDefault(tokens[from + i], tokens[from + i]);
        }
        return ids.length == 0 ? "" : inUse(() -> tokenizer.decode(ids, true));
    }

    private <T> T inUse(Supplier<T> work) {
        use.readLock().lock();
        try {
            if (isClosed) {
                throw new Fault(FaultCode.SHUTTING_DOWN, "The model is shutting down.");
            }
            return work.get();
        } finally {
            use.readLock().unlock();
        }
    }

    /** Waits for those that use it; whoever comes later is told that it is closed. Idempotent. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!isClosed) {
                isClosed = true;
                tokenizer.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    private String withSecretNames(ObjectNode root) {
        ObjectNode copy = root.deepCopy();
        copy.putNull("truncation").putNull("padding").putNull("post_processor");
        String prefix = Character.toString(secretCodePoint())
                + Character.toString(secretCodePoint())
                + Character.toString(secretCodePoint());
        int count = 0;
        for (var token : copy.path("added_tokens")) {
            if (token.path("special").asBoolean()
                    && !token.path("content").asText().isEmpty()) {
                String name = prefix + Character.toString(0x100000 + count++);
                secretNames.put(token.path("id").asInt(), name);
                ((ObjectNode) token).put("content", name);
            }
        }
        return copy.toString();
    }

    /** One of the private-use characters that no text has a reason to hold. */
    private static int secretCodePoint() {
        return 0xF0000 + RANDOM.nextInt(0xFFFE);
    }

    /** Replaces halves of characters, which have no UTF-8. */
    private static String wellFormed(String text) {
        boolean isWhole = text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
        return isWhole ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private void learnId(AddedToken token) throws ModelLoadException {
        String name = secretNames.getOrDefault(token.id(), token.text());
        Encoding encoding = tokenizer.encode(name, false, false);
        List<String> names = Arrays.asList(encoding.getTokens());
        int index = names.indexOf(name);
        if (index < 0) {
            throw new ModelLoadException("The added token " + token.id() + " in tokenizer.json is not recognised.");
        }
        int id = Math.toIntExact(encoding.getIds()[index]);
        toModel.put(id, token.id());
        fromModel.put(token.id(), id);
        if (token.isControl()) {
            controls.add(token.id());
        }
    }
}
