package dev.freehold.registry.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A registry that speaks OCI's distribution protocol. A model is a manifest whose layers are its files: as ORAS pushes them
 * ({@code org.opencontainers.image.title}), or as ModelPack describes them ({@code org.cncf.model.filepath}). A tag is pinned to
 * the manifest's digest; everything else is asked for by digest.
 */
final class OciSource implements ModelSource {
    private static final String ACCEPTED =
            "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json";
    private static final List<String> NAMES = List.of("org.cncf.model.filepath", "org.opencontainers.image.title");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern ARCHIVE = Pattern.compile(".*[.+](?:tar|gzip|zstd|zip)(?:[.+].*)?");
    private static final int DEEPEST = 3;

    private final Reference.Oci reference;
    private final URI registry;
    private final Web web;

    OciSource(Reference.Oci reference, URI registry, Web web) {
        this.reference = reference;
        this.registry = registry;
        this.web = web;
    }

    @Override
    public Listing list() throws IOException {
        String version = reference.version();
        for (int depth = 0; depth < DEEPEST; depth++) {
            byte[] bytes =
                    web.text(address("/manifests/" + version), (request, at) -> request.header("Accept", ACCEPTED));
            String digest = "sha256:" + Checksum.sha256(bytes).hex();
            if (DIGEST.matcher(version).matches() && !version.equals(digest)) {
                throw failure(SourceFailure.Kind.ALTERED, "sends a manifest that is not the one it was asked for");
            }
            JsonNode manifest = SourceJson.read(bytes);
            if (!manifest.has("manifests")) {
                return Listing.of(reference.pinned(digest), true, files(manifest));
            }
            version = onlyOne(manifest.path("manifests"));
        }
        throw failure(SourceFailure.Kind.REFUSED, "has lists of lists under this name");
    }

    private static String onlyOne(JsonNode manifests) throws SourceFailure {
        String digest = manifests.path(0).path("digest").asText("");
        if (manifests.size() != 1 || !DIGEST.matcher(digest).matches()) {
            throw failure(
                    SourceFailure.Kind.REFUSED,
                    "has a list of %d under this name; name one by its digest".formatted(manifests.size()));
        }
        return digest;
    }

    private static List<ListedFile> files(JsonNode manifest) throws SourceFailure {
        List<ListedFile> files = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            files.add(file(layer));
        }
        if (files.isEmpty()) {
            throw failure(SourceFailure.Kind.REFUSED, "has nothing but a name there");
        }
        return files;
    }

    private static ListedFile file(JsonNode layer) throws SourceFailure {
        JsonNode annotations = layer.path("annotations");
        String name = NAMES.stream()
                .map(key -> annotations.path(key).asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow(() -> failure(SourceFailure.Kind.REFUSED, "has a file there without a name"));
        boolean isFolder =
                annotations.path("io.deis.oras.content.unpack").asText("").equals("true");
        if (isFolder || ARCHIVE.matcher(layer.path("mediaType").asText("")).matches()) {
            throw failure(
                    SourceFailure.Kind.REFUSED,
                    "has files there that are packed into an archive; push them one by one, uncompressed");
        }
        String digest = layer.path("digest").asText("");
        JsonNode size = layer.path("size");
        if (!DIGEST.matcher(digest).matches() || !size.canConvertToLong() || size.asLong(-1) < 0) {
            throw failure(SourceFailure.Kind.REFUSED, "does not say how large its files are and what they add up to");
        }
        Checksum checksum = new Checksum(Checksum.Algorithm.SHA256, digest.substring("sha256:".length()));
        return new ListedFile(name, size.asLong(), Optional.of(checksum), digest);
    }

    @Override
    public Body open(ListedFile file, long from, Optional<String> validator) throws IOException {
        return new RangedGet(web).open(address("/blobs/" + file.place()), file, from, validator, Web.Headers.NONE);
    }

    private URI address(String path) {
        return registry.resolve("/v2/" + reference.repository() + path);
    }

    private static SourceFailure failure(SourceFailure.Kind kind, String what) {
        return new SourceFailure(kind, "the registry " + what);
    }
}
