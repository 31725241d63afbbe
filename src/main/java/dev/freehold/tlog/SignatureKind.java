package dev.freehold.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What an Ed25519 key of a note signs; the number tells keys of the two kinds apart. */
public enum SignatureKind {
    /** The text itself: how a log signs its checkpoints. */
    LOG(1) {
        @Override
        byte[] message(String text, long seconds) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        int timeLength() {
            return 0;
        }
    },
    /** The text at a time (C2SP tlog-cosignature): how a witness does. */
    WITNESS(4) {
        @Override
        byte[] message(String text, long seconds) {
            return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        int timeLength() {
            return Long.BYTES;
        }
    };

    private final byte number;

    SignatureKind(int number) {
        this.number = (byte) number;
    }

    static SignatureKind of(byte number) {
        for (SignatureKind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new MalformedException("only Ed25519 keys of kinds 1 and 4 are known");
    }

    byte number() {
        return number;
    }

    /** Bytes in front of the signature that say when. */
    abstract int timeLength();

    abstract byte[] message(String text, long seconds);

    byte[] envelope(Instant at, byte[] signature) {
        ByteBuffer bytes = ByteBuffer.allocate(timeLength() + signature.length);
        if (timeLength() > 0) {
            bytes.putLong(at.getEpochSecond());
        }
        return bytes.put(signature).array();
    }
}
