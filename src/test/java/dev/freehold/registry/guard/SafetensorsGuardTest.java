package dev.freehold.registry.guard;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsGuardTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 8",
                "{'__metadata__':{'format':'pt'},'a':{'dtype':'BF16','shape':[],'data_offsets':[0,2]}} | 2",
                "{'b':{'dtype':'U8','shape':[3],'data_offsets':[4,7]},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 7",
                "{'a':{'dtype':'F32','shape':[0,5],'data_offsets':[0,0]}} | 0",
                "{'a':{'dtype':'F4','shape':[4],'data_offsets':[0,2]}} | 2",
                "{}   | 0"
            })
    void acceptsWhatFits(String header, int data) throws IOException {
        Path file = file(header, data);

        assertDoesNotThrow(() -> SafetensorsGuard.check(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4 | asks for 8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | 8 | asks for 8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 9 | its header describes 8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 7 | its header describes 8",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | a hole",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 | overlap",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}} | 6 | overlap",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[0],'data_offsets':[2,2]}} | 4 | overlap",
                "{'a':{'dtype':'F32','shape':[-1,-1],'data_offsets':[0,4]}} | 4 | no length",
                "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}} | 4 | no length",
                "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}} | 0 | beyond all memory",
                "{'a':{'dtype':'F32','shape':'2','data_offsets':[0,8]}} | 8 | no shape",
                "{'a':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}} | 8 | unknown type 'F31'",
                "{'a':{'dtype':'F4','shape':[3],'data_offsets':[0,2]}} | 2 | part of a byte",
                "{'a':{'dtype':'F32','shape':[2]}} | 8 | does not say",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'code':'x'}} | 8 | does not say",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,9]}} | 8 | does not say",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':['0','8']}} | 8 | does not say",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,1e400]}} | 8 | does not say",
                "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}} | 1 | twice",
                "{'__metadata__':7} | 0 | metadata",
                "{'a':[[[[[[]]]]]]} | 0 | not valid JSON",
                "{'a':1 | 0 | not valid JSON",
                "[] | 0 | no JSON object",
                "{} {} | 0 | behind"
            })
    void refusesWhatDoesNot(String header, int data, String reason) throws IOException {
        Path file = file(header, data);

        HarmfulFile refused = assertThrows(HarmfulFile.class, () -> SafetensorsGuard.check(file));
        assertTrue(refused.reason().contains(reason), refused::reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 3, 100_000_001, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesAHeaderThatDoesNotFit(long length) throws IOException {
        Path file = Files.write(folder.resolve("x.safetensors"), length(length, "{}"));

        assertThrows(HarmfulFile.class, () -> SafetensorsGuard.check(file));
    }

    @Test
    void refusesAFileWithoutAHeader() throws IOException {
        Path file = Files.write(folder.resolve("x.safetensors"), new byte[7]);

        assertThrows(HarmfulFile.class, () -> SafetensorsGuard.check(file));
    }

    private Path file(String header, int data) throws IOException {
        String json = header.strip().replace('\'', '"');
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(length(json.length(), json));
        out.writeBytes(new byte[data]);
        return Files.write(folder.resolve("x.safetensors"), out.toByteArray());
    }

    private static byte[] length(long length, String header) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .array();
    }
}
