package dev.freehold.registry.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder on this machine: no connection at all. Its files add up to what they are, for nobody announced anything. */
final class FolderSource implements ModelSource {
    private final Path folder;

    FolderSource(Path folder) {
        this.folder = folder;
    }

    @Override
    public Listing list() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new SourceFailure(SourceFailure.Kind.REFUSED, "%s is no folder".formatted(folder));
        }
        List<ListedFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList()) {
                String name = folder.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/");
                files.add(new ListedFile(name, Files.size(file), Optional.empty()));
            }
        }
        return Listing.of("folder:" + folder.toAbsolutePath().normalize(), false, files);
    }

    /** Copied from the beginning each time: nothing says that a half-copied file has not changed since. */
    @Override
    public Body open(ListedFile file, long from, Optional<String> validator) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(file.place()), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        InputStream bytes = Channels.newInputStream(channel);
        return new Body(bytes, 0, Optional.empty());
    }
}
