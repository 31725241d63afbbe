package dev.freehold.inference.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes that each token of a vocabulary stands for, one behind the other. */
final class TokenBytes {
    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");
    private static final Map<Integer, Integer> BYTE_LEVEL = byteLevel();
    /** No vocabulary is larger; ids come from a file. */
    private static final int MOST_TOKENS = 1 << 22;

    private final byte[] all;
    /** Token {@code i} is {@code all[ends[i - 1]..ends[i])}. */
    private final int[] ends;

    private TokenBytes(byte[] all, int[] ends) {
        this.all = all;
        this.ends = ends;
    }

    static TokenBytes of(TokenizerFile file) {
        TreeMap<Integer, byte[]> tokens = new TreeMap<>();
        String decoder = file.root().path("decoder").toString();
        boolean isByteLevel = decoder.contains("\"ByteLevel\"");
        boolean hasMarkedSpaces = decoder.contains("▁");
        boolean hasBytes = decoder.contains("\"ByteFallback\"");
        vocabulary(file.root().path("model").path("vocab")).forEach((id, text) -> {
            Matcher oneByte = BYTE.matcher(text);
            if (isByteLevel) {
                tokens.put(id, fromByteLevel(text));
            } else if (hasBytes && oneByte.matches()) {
                tokens.put(id, new byte[] {(byte) Integer.parseInt(oneByte.group(1), 16)});
            } else {
                tokens.put(id, utf8(hasMarkedSpaces ? text.replace('▁', ' ') : text));
            }
        });
        file.added().all().forEach(token -> tokens.put(token.id(), utf8(token.text())));
        return join(tokens.subMap(0, MOST_TOKENS));
    }

    byte[] get(int token) {
        return token < ends.length
                ? Arrays.copyOfRange(all, token == 0 ? 0 : ends[token - 1], ends[token])
                : new byte[0];
    }

    /** Texts by id, whether the file lists ids by text or, as Unigram does, texts and scores in order. */
    private static Map<Integer, String> vocabulary(JsonNode vocabulary) {
        Map<Integer, String> texts = new HashMap<>();
        if (vocabulary.isArray()) {
            vocabulary.forEach(entry -> texts.put(texts.size(), entry.path(0).asText()));
        } else {
            vocabulary.properties().forEach(entry -> texts.put(entry.getValue().asInt(), entry.getKey()));
        }
        return texts;
    }

    private static TokenBytes join(SortedMap<Integer, byte[]> tokens) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int[] ends = new int[tokens.isEmpty() ? 0 : tokens.lastKey() + 1];
        int[] id = {0};
        tokens.forEach((token, bytes) -> {
            Arrays.fill(ends, id[0], token, all.size());
            all.writeBytes(bytes);
            ends[token] = all.size();
            id[0] = token + 1;
        });
        return new TokenBytes(all.toByteArray(), ends);
    }

    /** Text in which each character names a byte; text in which one does not is as it is. */
    private static byte[] fromByteLevel(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            Integer named = BYTE_LEVEL.get((int) text.charAt(i));
            if (named == null) {
                return utf8(text);
            }
            bytes[i] = (byte) (int) named;
        }
        return bytes;
    }

    /** As GPT-2 names bytes: those that are visible in Latin-1 by themselves, the others in order from U+0100. */
    private static Map<Integer, Integer> byteLevel() {
        Map<Integer, Integer> bytes = new HashMap<>();
        int next = 0x100;
        for (int value = 0; value < 0x100; value++) {
            boolean isVisible = (value >= '!' && value <= '~')
                    || (value >= 0xA1 && value <= 0xAC)
                    || (value >= 0xAE && value <= 0xFF);
            bytes.put(isVisible ? value : next++, value);
        }
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
