package dev.freehold.registry.signing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How a folder became a list of digests.
 *
 * @param shardSize bytes of the stretches that files are cut into, 0 for whole files
 * @param ignored paths from the root that the signature says nothing about, each with all below it
 */
record Serialization(long shardSize, Set<String> ignored) {
    /** What nobody signs, in the root of the folder. */
    static final Set<String> NEVER_SIGNED = Set.of(".git", ".gitignore", ".gitattributes", ".github");

    private static final Pattern GLOB = Pattern.compile("[*?\\[]");

    Serialization {
        ignored = Set.copyOf(ignored);
    }

    static Serialization parse(JsonNode node) throws InvalidSignature {
        StrictJson.expect(node, "hash_type", "sha256");
        JsonNode links = node.path("allow_symlinks");
        if (!links.isBoolean() || links.booleanValue()) {
            throw new InvalidSignature("follows symbolic links (allow_symlinks); sign again without");
        }
        Set<String> ignored = new TreeSet<>(NEVER_SIGNED);
        if (node.has("ignore_paths")) {
            for (JsonNode path : StrictJson.array(node, "ignore_paths")) {
                ignored.add(ignored(path));
            }
        }
        return new Serialization(shardSize(node), ignored);
    }

    private static long shardSize(JsonNode node) throws InvalidSignature {
        String method = StrictJson.text(node, "method");
        JsonNode size = node.path("shard_size");
        boolean isFiles = method.equals("files") && size.isMissingNode();
        boolean isShards = method.equals("shards") && size.canConvertToLong() && size.isIntegralNumber();
        if (!isFiles && !(isShards && size.longValue() > 0)) {
            throw new InvalidSignature("is neither of whole files nor of shards with their size");
        }
        return isFiles ? 0 : size.longValue();
    }

    private static String ignored(JsonNode path) throws InvalidSignature {
        if (!path.isTextual()
                || !PathNames.isPlain(path.textValue())
                || GLOB.matcher(path.textValue()).find()) {
            throw new InvalidSignature("ignores something that is no plain path");
        }
        return path.textValue();
    }

    /** Whether the signature says nothing about this path. */
    boolean isIgnored(String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (ignored.contains(path.substring(0, end))) {
                return true;
            }
        }
        return ignored.contains(path);
    }
}
