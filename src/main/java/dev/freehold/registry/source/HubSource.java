package dev.freehold.registry.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Hugging Face Hub's protocol. The revision is pinned to a commit first; all that follows asks for that commit. */
final class HubSource implements ModelSource {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private final Reference.Hub reference;
    private final URI endpoint;
    private final Secret token;
    private final RangedGet ranges;
    private final Web web;
    private String commit = "";

    HubSource(Reference.Hub reference, URI endpoint, Secret token, Web web) {
        this.reference = reference;
        this.endpoint = endpoint;
        this.token = token;
        this.web = web;
        this.ranges = new RangedGet(web);
    }

    @Override
    public Listing list() throws IOException {
        JsonNode answer = SourceJson.read(web.text(
                address("/api/models/" + reference.repository() + "/revision/" + escaped(reference.revision())
                        + "?blobs=true"),
                this::authorize));
        commit = answer.path("sha").asText("");
        if (!COMMIT.matcher(commit).matches()) {
            throw new SourceFailure(SourceFailure.Kind.REFUSED, "the hub does not say which commit the revision is");
        }
        List<ListedFile> files = new ArrayList<>();
        for (JsonNode file : answer.path("siblings")) {
            String path = file.path("rfilename").asText("");
            if (path.startsWith(reference.folder())) {
                files.add(listed(path, file));
            }
        }
        String model = (reference.repository() + "/" + reference.folder()).replaceFirst("/$", "");
        return Listing.of("hf:" + model + "@" + commit, true, files);
    }

    private ListedFile listed(String path, JsonNode file) throws SourceFailure {
        JsonNode large = file.path("lfs");
        boolean isLarge = large.isObject();
        JsonNode size = isLarge ? large.path("size") : file.path("size");
        String hex =
                isLarge ? large.path("sha256").asText("") : file.path("blobId").asText("");
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw new SourceFailure(SourceFailure.Kind.REFUSED, "the hub does not say how large its files are");
        }
        try {
            Checksum checksum = new Checksum(isLarge ? Checksum.Algorithm.SHA256 : Checksum.Algorithm.GIT, hex);
            String inside = path.substring(reference.folder().length());
            return new ListedFile(inside, size.longValue(), Optional.of(checksum), path);
        } catch (IllegalArgumentException malformed) {
            throw new SourceFailure(SourceFailure.Kind.REFUSED, "the hub does not say what its files add up to");
        }
    }

    @Override
    public Body open(ListedFile file, long from, Optional<String> validator) throws IOException {
        URI address = address("/" + reference.repository() + "/resolve/" + commit + "/" + escaped(file.place()));
        return ranges.open(address, file, from, validator, this::authorize);
    }

    /** The endpoint's own host gets the token; whom it redirects to does not. */
    private void authorize(HttpRequest.Builder request, URI address) throws IOException {
        if (AllowedHosts.shown(address).equals(AllowedHosts.shown(endpoint))) {
            token.read().ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        }
    }

    private URI address(String path) {
        return URI.create(endpoint.toString().replaceFirst("/+$", "") + path);
    }

    private static String escaped(String path) {
        return PercentEncoding.path(path);
    }
}
