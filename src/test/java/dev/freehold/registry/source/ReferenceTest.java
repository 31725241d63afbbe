package dev.freehold.registry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "hf:acme/tiny, acme/tiny",
        "hf:acme/tiny/cpu/int4@v1.0, acme/tiny",
        "oci://registry.example:5000/team/models/tiny:v1, models/tiny",
        "oci://registry.example/tiny, tiny",
        "s3://bucket/team/tiny/, tiny",
        "s3://bucket, bucket",
        "folder:/srv/models/tiny, tiny"
    })
    void namesTheModelAsItsPlaceDoes(String reference, String name) {
        assertEquals(name, Reference.parse(reference).modelName());
    }

    @Test
    void readsARepositorysFolderAndRevision() {
        assertEquals(
                new Reference.Hub("acme/tiny", "cpu/int4/", "refs/pr/1"),
                Reference.parse("hf:acme/tiny/cpu/int4@refs/pr/1"));
        assertEquals(new Reference.Hub("acme/tiny", "", "main"), Reference.parse("hf:acme/tiny"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme/tiny",
                "hf:",
                "hf:acme",
                "hf:acme/../../x",
                "hf:acme/tiny@../x",
                "hf:acme/tiny@a b",
                "oci://x",
                "oci://registry.example/../x",
                "oci://registry.example/a//b",
                "oci://registry.example/tiny@sha256:1",
                "s3://",
                "s3://Bucket/x",
                "https://huggingface.co/acme/tiny",
                "folder:"
            })
    void refusesWhatIsNoReference(String text) {
        assertThrows(IllegalArgumentException.class, () -> Reference.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a/../x", "a//x", "a\\x", "a/", "", "a:b", "C:x", "a\nb", "./a", "a/."})
    void refusesPathsThatAreNotPlain(String path) {
        ListedFile file = new ListedFile(path, 1, Optional.empty());
        assertThrows(SourceFailure.class, () -> Listing.of("x", true, List.of(file)));
    }

    @Test
    void refusesPathsThatSomeDisksCannotTellApart() {
        ListedFile one = new ListedFile("Config.json", 1, Optional.empty());
        ListedFile other = new ListedFile("config.json", 1, Optional.empty());
        assertThrows(SourceFailure.class, () -> Listing.of("x", true, List.of(one, other)));
    }

    @ParameterizedTest
    @CsvSource({
        "hub.example, https://hub.example/x, true",
        "hub.example, https://HUB.example:443/x, true",
        "hub.example, http://hub.example/x, false",
        "hub.example, https://hub.example:8443/x, false",
        "hub.example, https://hub.example.evil/x, false",
        "hub.example, https://me@hub.example/x, false",
        "hub.example, ftp://hub.example/x, false",
        "hub.example:8443, https://hub.example:8443/x, true",
        "*.cdn.example, https://a.b.cdn.example/x, true",
        "*.cdn.example, https://cdn.example/x, false",
        "*.cdn.example, https://evilcdn.example/x, false",
        "http://minio.example:9000, http://minio.example:9000/x, true",
        "http://minio.example:9000, https://minio.example:9000/x, false"
    })
    void connectsOnlyToNamedHosts(String entry, String address, boolean isAllowed) throws Exception {
        AllowedHosts hosts = new AllowedHosts(Optional.of(List.of(entry)));
        if (isAllowed) {
            hosts.check(URI.create(address));
        } else {
            assertThrows(SourceFailure.class, () -> hosts.check(URI.create(address)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hub.example/x", "a b", "https://", "*"})
    void refusesEntriesThatAreNoHost(String entry) {
        assertThrows(IllegalArgumentException.class, () -> new AllowedHosts(Optional.of(List.of(entry))));
    }
}
