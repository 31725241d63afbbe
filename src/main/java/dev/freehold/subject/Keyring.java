package dev.freehold.subject;

import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the one master key: the one that everything here was sealed with, or none. */
@ApplicationScoped
public class Keyring {
    private final SubjectConfig config;
    private final Database database;
    private final DataFolder folder;
    private @Nullable MasterKey opened;

    Keyring(SubjectConfig config, Database database, DataFolder folder) {
        this.config = config;
        this.database = database;
        this.folder = folder;
    }

    /**
     * Opens it when the deployment starts.
     *
     * @param isNeeded whether callers come with tokens, or payloads are kept; replicas do without the key until then
     * @throws UnusableKeyException when the key is missing or is another one than before
     */
    public void open(boolean isNeeded) {
        if (isNeeded
                || database.engine() == Database.Engine.SQLITE
                || configured().isPresent()) {
            master();
        }
    }

    synchronized MasterKey master() {
        MasterKey master = opened;
        if (master == null) {
            master = theRightOne(configured().orElseGet(this::kept));
            opened = master;
        }
        return master;
    }

    private Optional<MasterKey> configured() {
        if (config.key().isPresent() && config.keyFile().isPresent()) {
            throw new UnusableKeyException("freehold.subjects.key and freehold.subjects.key-file exclude each other");
        }
        return config.keyFile()
                .map(file -> MasterKey.parse(read(file), "The file of freehold.subjects.key-file"))
                .or(() -> config.key().map(key -> MasterKey.parse(key, "freehold.subjects.key")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read freehold.subjects.key-file " + file, e);
        }
    }

    private MasterKey kept() {
        if (database.engine() == Database.Engine.POSTGRESQL) {
            throw new UnusableKeyException(
                    "With PostgreSQL, tokens and kept payloads need freehold.subjects.key-file (or"
                            + " freehold.subjects.key): 32 random bytes in base64, the same for all replicas.");
        }
        MasterKeyFile file = new MasterKeyFile(folder.path());
        Optional<String> key = file.read();
        if (key.isEmpty() && database.read(SubjectRows::mark).isPresent()) {
            throw new UnusableKeyException("The master key of subjects is gone: " + file.path()
                    + ". What was sealed with it stays sealed without it; put it back.");
        }
        return MasterKey.parse(
                key.orElseGet(() -> {
                    String minted = MasterKey.mint();
                    file.write(minted);
                    return minted;
                }),
                file.path().toString());
    }

    private MasterKey theRightOne(MasterKey master) {
        String before =
                database.inTurn("subject_master", connection -> SubjectRows.keepMark(connection, master.mark()));
        if (!before.equals(master.mark())) {
            throw new UnusableKeyException("The master key of subjects is not the one that this database was used with."
                    + " All replicas must be given the same freehold.subjects.key-file.");
        }
        return master;
    }
}
