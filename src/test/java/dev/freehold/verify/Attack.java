package dev.freehold.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.verify.Finding.Check;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What somebody with the log's folder, and in most of them with the log's key too, may try. The log has {@link Scene#SIZE} entries; a
 * checkpoint of the first {@link Scene#OUTSIDE} is kept out of reach.
 */
enum Attack {
    EDIT_IN_PLACE(Outcome.TAMPERED, Check.FRAMES, true, 30) {
        @Override
        void run(Scene scene) throws IOException {
            Path file = MadeLog.segment(scene.folder(), 0);
            byte[] bytes = Files.readAllBytes(file);
            int at = frameStart(bytes, 30) + 60;
            bytes[at] ^= 1;
            Files.write(file, bytes);
        }
    },
    EDIT_AND_MEND_THE_CHECKSUM(Outcome.TAMPERED, Check.CHAIN, true, 31) {
        @Override
        void run(Scene scene) throws IOException {
            Path file = MadeLog.segment(scene.folder(), 0);
            byte[] bytes = Files.readAllBytes(file);
            int at = frameStart(bytes, 30);
            byte[] leaf = edited(scene.log().leaves.get(30));
            ByteBuffer frame = ByteBuffer.wrap(bytes, at, bytes.length - at).slice();
            MadeLog.frame(frame, 30, Arrays.copyOfRange(bytes, at + 16, at + 48), leaf);
            Files.write(file, bytes);
        }
    },
    EDIT_AND_MEND_THE_CHAIN(Outcome.TAMPERED, Check.TILES, true, 30) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().leaves.set(30, edited(scene.log().leaves.get(30)));
            scene.log().writeSegments(scene.folder());
        }
    },
    EDIT_AND_MEND_THE_TILES(Outcome.TAMPERED, Check.TREE, true, 0) {
        @Override
        void run(Scene scene) throws IOException {
            String genuine = Files.readString(scene.folder().resolve("checkpoint"));
            String noted = Files.readString(scene.folder().resolve("state/last-signed"));
            scene.log().leaves.set(30, edited(scene.log().leaves.get(30)));
            scene.rewrite();
            Files.writeString(scene.folder().resolve("checkpoint"), genuine);
            Files.writeString(scene.folder().resolve("state/last-signed"), noted);
        }
    },
    EDIT_AND_SIGN_ANEW(Outcome.SPLIT_VIEW, Check.CONSISTENCY, false) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().leaves.set(30, edited(scene.log().leaves.get(30)));
            scene.rewrite();
        }
    },
    EDIT_AND_SIGN_WITH_ANOTHER_KEY(Outcome.TAMPERED, Check.SIGNATURE, true, 0) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().leaves.set(30, edited(scene.log().leaves.get(30)));
            scene.log().key = TestKey.log(MadeLog.NAME);
            scene.rewrite();
        }
    },
    DELETE_AN_ENTRY(Outcome.SPLIT_VIEW, Check.CONSISTENCY, false) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().leaves.removeFirst();
            scene.log().add(MadeLog.call("admit", 900, 100, "key:q7Tz0aB3xY", ""));
            scene.rewrite();
        }
    },
    DELETE_A_CALL(Outcome.SPLIT_VIEW, Check.CONSISTENCY, false) {
        @Override
        void run(Scene scene) throws IOException {
            String call = "req_%032d".formatted(9);
            scene.log().leaves.removeIf(leaf -> new String(leaf, UTF_8).contains(call));
            scene.rewrite();
        }
    },
    INSERT_AN_ENTRY(Outcome.SPLIT_VIEW, Check.CONSISTENCY, false) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().leaves.add(20, scene.log().leaves.getFirst());
            scene.rewrite();
        }
    },
    SWAP_TWO_ENTRIES(Outcome.SPLIT_VIEW, Check.CONSISTENCY, false) {
        @Override
        void run(Scene scene) throws IOException {
            Collections.swap(scene.log().leaves, 1, 2);
            scene.rewrite();
        }
    },
    DROP_THE_TAIL(Outcome.TRUNCATED, Check.CONSISTENCY, true, 80) {
        @Override
        void run(Scene scene) throws IOException {
            Files.delete(MadeLog.segment(scene.folder(), 80));
        }
    },
    PUT_BACK_AN_OLDER_COPY(Outcome.TRUNCATED, Check.CONSISTENCY, false, 41) {
        @Override
        void run(Scene scene) throws IOException {
            scene.keep(41);
            scene.rewrite();
        }
    },
    CUT_INSIDE_AN_ENTRY(Outcome.TRUNCATED, Check.FRAMES, true, Scene.SIZE - 1) {
        @Override
        void run(Scene scene) throws IOException {
            Path file = MadeLog.segment(scene.folder(), 80);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));
        }
    },
    BEGIN_ANEW(Outcome.TRUNCATED, Check.CONSISTENCY, false, 51) {
        @Override
        void run(Scene scene) throws IOException {
            scene.keep(51);
            scene.log().leaves.replaceAll(Attack::edited);
            scene.rewrite();
        }
    },
    REMOVE_A_SEGMENT(Outcome.TAMPERED, Check.FRAMES, true, 40) {
        @Override
        void run(Scene scene) throws IOException {
            Files.delete(MadeLog.segment(scene.folder(), 40));
        }
    },
    REMOVE_THE_FIRST_SEGMENT(Outcome.INCOMPLETE, Check.COMPLETENESS, true) {
        @Override
        void run(Scene scene) throws IOException {
            Files.delete(MadeLog.segment(scene.folder(), 0));
        }
    },
    REPLACE_A_SEGMENT(Outcome.TAMPERED, Check.CHAIN, true, 41) {
        @Override
        void run(Scene scene) throws IOException {
            Path elsewhere = scene.folder().resolveSibling("elsewhere");
            MadeLog other = scene.log().upTo(scene.log().leaves.size());
            other.leaves.set(40, edited(other.leaves.get(40)));
            other.writeSegments(elsewhere);
            Path mine = MadeLog.segment(scene.folder(), 40);
            byte[] bytes = Files.readAllBytes(mine);
            byte[] theirs = Files.readAllBytes(MadeLog.segment(elsewhere, 40));
            System.arraycopy(theirs, 0, bytes, 0, frameStart(bytes, 1));
            Files.write(mine, bytes);
        }
    },
    RENUMBER_A_SEGMENT(Outcome.TAMPERED, Check.CHAIN, true, 40) {
        @Override
        void run(Scene scene) throws IOException {
            Files.delete(MadeLog.segment(scene.folder(), 40));
            Files.move(
                    MadeLog.segment(scene.folder(), 80),
                    MadeLog.segment(scene.folder(), 40),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    },
    RENUMBER_AN_ENTRY(Outcome.TAMPERED, Check.CHAIN, true, 30) {
        @Override
        void run(Scene scene) throws IOException {
            Path file = MadeLog.segment(scene.folder(), 0);
            byte[] bytes = Files.readAllBytes(file);
            int at = frameStart(bytes, 30);
            ByteBuffer frame = ByteBuffer.wrap(bytes, at, bytes.length - at).slice();
            MadeLog.frame(
                    frame,
                    3000,
                    Arrays.copyOfRange(bytes, at + 16, at + 48),
                    scene.log().leaves.get(30));
            Files.write(file, bytes);
        }
    },
    END_A_CALL_TWICE(Outcome.OPEN_BOOKS, Check.LIFECYCLE, true, Scene.SIZE) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().add(MadeLog.settle(3, 100));
            scene.rewrite();
        }
    },
    END_A_CALL_THAT_NEVER_BEGAN(Outcome.OPEN_BOOKS, Check.LIFECYCLE, true, Scene.SIZE) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().add(MadeLog.settle(999, 100));
            scene.rewrite();
        }
    },
    REPLAY_A_CALL(Outcome.OPEN_BOOKS, Check.LIFECYCLE, true, Scene.SIZE) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().add(MadeLog.admit(3, 100));
            scene.log().add(MadeLog.settle(3, 101));
            scene.rewrite();
        }
    },
    NEVER_END_A_CALL(Outcome.OPEN_BOOKS, Check.LIFECYCLE, true, Scene.SIZE) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().add(MadeLog.admit(990, 100));
            scene.log()
                    .add("{\"action\":\"stop\",\"at\":\"%s\",\"kind\":\"lifecycle\",\"v\":1}"
                            .formatted(MadeLog.at(1000)));
            scene.rewrite();
        }
    },
    CHARGE_SOMEBODY_ELSE(Outcome.OPEN_BOOKS, Check.LIFECYCLE, true, Scene.SIZE + 1) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().add(MadeLog.admit(990, 100));
            scene.log().add(MadeLog.call("settle", 990, 101, "key:another", ""));
            scene.rewrite();
        }
    },
    SMUGGLE_A_PROMPT_IN(Outcome.TAMPERED, Check.SCHEMA, true, Scene.SIZE) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log()
                    .add("{\"action\":\"x\",\"at\":\"%s\",\"kind\":\"admin\",\"prompt\":\"hello\",\"v\":1}"
                            .formatted(MadeLog.at(100)));
            scene.rewrite();
        }
    },
    SPELL_AN_ENTRY_DIFFERENTLY(Outcome.TAMPERED, Check.CANONICAL, true, Scene.SIZE) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().add("{\"kind\":\"admin\",\"action\":\"x\",\"at\":\"%s\",\"v\":1}".formatted(MadeLog.at(100)));
            scene.rewrite();
        }
    },
    CHANGE_A_TILE(Outcome.TAMPERED, Check.TILES, true, 7) {
        @Override
        void run(Scene scene) throws IOException {
            Path tile =
                    scene.folder().resolve("tile/0/000.p/" + scene.log().leaves.size());
            byte[] bytes = Files.readAllBytes(tile);
            bytes[7 * 32 + 31] ^= 1;
            Files.write(tile, bytes);
        }
    },
    REPLACE_THE_KEY(Outcome.TAMPERED, Check.SIGNATURE, true) {
        @Override
        void run(Scene scene) throws IOException {
            scene.log().leaves.set(90, edited(scene.log().leaves.get(90)));
            scene.log().key = TestKey.log(MadeLog.NAME);
            scene.rewrite();
        }
    };

    /** Before the attack: a log, written to a folder. */
    record Scene(Path folder, MadeLog log) {
        static final int SIZE = 101;
        static final int OUTSIDE = 80;

        void keep(int size) {
            List<byte[]> rest = log.leaves.subList(size, log.leaves.size());
            rest.clear();
        }

        /** Writes all of it anew, as if it had always been so. */
        void rewrite() throws IOException {
            Folders.empty(folder);
            log.write(folder);
        }
    }

    final Outcome outcome;
    final Check check;
    /** Whether it is noticed without any checkpoint from outside, given the log's true key. */
    final boolean isNoticedWithoutOutside;

    final long firstBad;

    Attack(Outcome outcome, Check check, boolean isNoticedWithoutOutside) {
        this(outcome, check, isNoticedWithoutOutside, Finding.NOWHERE);
    }

    Attack(Outcome outcome, Check check, boolean isNoticedWithoutOutside, long firstBad) {
        this.outcome = outcome;
        this.check = check;
        this.isNoticedWithoutOutside = isNoticedWithoutOutside;
        this.firstBad = firstBad;
    }

    abstract void run(Scene scene) throws IOException;

    private static byte[] edited(byte[] leaf) {
        return new String(leaf, UTF_8).replace("/completions", "/completionz").getBytes(UTF_8);
    }

    /** Where the frame begins that is the n-th of a segment. */
    static int frameStart(byte[] segment, int n) {
        int at = 0;
        for (int i = 0; i < n; i++) {
            at += (48 + ByteBuffer.wrap(segment).getInt(at) + 7) & -8;
        }
        return at;
    }
}
