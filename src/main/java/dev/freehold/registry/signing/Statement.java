package dev.freehold.registry.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The in-toto statement that is signed: which files, with which digests. */
record Statement(List<Resource> resources, Serialization serialization) {
    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://model_signing/signature/v1.0";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    Statement {
        resources = List.copyOf(resources);
    }

    static Statement parse(byte[] payload) throws InvalidSignature {
        JsonNode statement = StrictJson.object(payload);
        StrictJson.expect(statement, "_type", TYPE);
        StrictJson.expect(statement, "predicateType", PREDICATE);
        JsonNode predicate = StrictJson.object(statement, "predicate");
        Serialization serialization = Serialization.parse(StrictJson.object(predicate, "serialization"));
        List<Resource> resources = resources(StrictJson.array(predicate, "resources"));
        JsonNode subject = StrictJson.array(statement, "subject");
        if (subject.size() != 1) {
            throw new InvalidSignature("is not about exactly one subject");
        }
        StrictJson.expect(StrictJson.object(subject.path(0), "digest"), "sha256", Resource.root(resources));
        return new Statement(resources, serialization);
    }

    private static List<Resource> resources(JsonNode list) throws InvalidSignature {
        List<Resource> resources = new ArrayList<>();
        for (JsonNode node : list) {
            StrictJson.expect(node, "algorithm", "sha256");
            Resource resource = new Resource(StrictJson.text(node, "name"), StrictJson.text(node, "digest"));
            if (!PathNames.isPlain(resource.name())
                    || !DIGEST.matcher(resource.digest()).matches()) {
                throw new InvalidSignature(
                        "lists a file whose name or digest is none: " + InvalidSignature.shown(resource.name()));
            }
            if (!resources.isEmpty()
                    && Resource.ORDER.compare(resources.getLast().name(), resource.name()) >= 0) {
                throw new InvalidSignature(
                        "lists its files out of order, or twice: " + InvalidSignature.shown(resource.name()));
            }
            resources.add(resource);
        }
        if (resources.isEmpty()) {
            throw new InvalidSignature("lists no files");
        }
        return resources;
    }

    /** The payload to sign; {@code name} is for people. */
    byte[] payload(String name) {
        ObjectNode statement = StrictJson.newObject();
        statement.put("_type", TYPE);
        ObjectNode subject = statement.putArray("subject").addObject().put("name", name);
        subject.putObject("digest").put("sha256", Resource.root(resources));
        statement.put("predicateType", PREDICATE);
        ObjectNode predicate = statement.putObject("predicate");
        ObjectNode how = predicate.putObject("serialization");
        how.put("method", "files").put("hash_type", "sha256").put("allow_symlinks", false);
        ArrayNode ignored = how.putArray("ignore_paths");
        new TreeSet<>(serialization.ignored()).forEach(ignored::add);
        ArrayNode files = predicate.putArray("resources");
        resources.forEach(resource -> files.addObject()
                .put("name", resource.name())
                .put("algorithm", "sha256")
                .put("digest", resource.digest()));
        return StrictJson.bytes(statement);
    }
}
