package dev.freehold.registry.pull;

import dev.freehold.registry.content.Quarantine;
import dev.freehold.registry.source.Checksum;
import dev.freehold.registry.source.ListedFile;
import dev.freehold.registry.source.ModelSource;
import dev.freehold.registry.source.SourceFailure;
import dev.freehold.registry.source.Sources;
import java.io.IOException;
import java.util.List;

/** Brings files into quarantine: from the store where it has them already, otherwise from their source. */
final class Fetching {
    /** What the disk must have left afterwards, for the audit log lives there, too. */
    private static final long SPARE_BYTES = 256L << 20;

    private final Sources sources;
    private final ModelSource source;
    private final Quarantine quarantine;
    private final PullProgress progress;

    Fetching(Sources sources, ModelSource source, Quarantine quarantine, PullProgress progress) {
        this.sources = sources;
        this.source = source;
        this.quarantine = quarantine;
        this.progress = progress;
    }

    void run(List<ListedFile> files, String pinned, long usableBytes) throws IOException {
        long all = files.stream().mapToLong(ListedFile::size).sum();
        progress.begins(pinned, files.size(), all);
        try {
            long here = 0;
            long room = usableBytes - SPARE_BYTES;
            for (ListedFile file : files) {
                boolean isStored = isStored(file);
                if (!isStored) {
                    room -= file.size() - quarantine.present(file.path());
                    if (room < 0) {
                        throw SourceFailure.disk(new IOException("there is no room for %s".formatted(file.path())));
                    }
                    fetch(file, here);
                }
                here += file.size();
                progress.has(here);
                progress.took(file.path(), file.size(), isStored);
            }
        } catch (SourceFailure failure) {
            if (failure.kind() == SourceFailure.Kind.DISK) {
                quarantine.discard();
            }
            throw failure;
        }
    }

    private boolean isStored(ListedFile file) throws IOException {
        return file.checksum().isPresent()
                && file.checksum().get().algorithm() == Checksum.Algorithm.SHA256
                && quarantine.takeStored(file.path(), file.checksum().get().hex());
    }

    private void fetch(ListedFile file, long before) throws IOException {
        sources.fetch(source, file, quarantine.part(file.path()), bytes -> progress.has(before + bytes));
        quarantine.take(file.path());
    }
}
