package dev.freehold.registry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples in AWS' own documentation of Signature Version 4 for S3. */
class AwsSignatureTest {
    private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");
    private static final AwsSignature SIGNATURE =
            new AwsSignature("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", "s3");

    @ParameterizedTest
    @CsvSource({
        "/test.txt, bytes=0-9, f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        "/?lifecycle, '', fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        "/?max-keys=2&prefix=J, '', 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
    })
    void signsAsTheExamplesDo(String target, String range, String signature) {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "host", "examplebucket.s3.amazonaws.com",
                "x-amz-content-sha256", AwsSignature.EMPTY,
                "x-amz-date", "20130524T000000Z"));
        if (!range.isEmpty()) {
            headers.put("Range", range);
        }
        String authorization =
                SIGNATURE.of(URI.create("https://examplebucket.s3.amazonaws.com" + target), headers, NOW);
        assertEquals(signature, authorization.substring(authorization.lastIndexOf('=') + 1));
    }

    @Test
    void showsNoSecret() {
        assertFalse(SIGNATURE.toString().contains("EXAMPLEKEY"), SIGNATURE::toString);
    }
}
