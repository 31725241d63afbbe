package dev.freehold.builder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.builder.Comparison.Comparing;
import dev.freehold.builder.checkpoint.Checkpoint;
import dev.freehold.builder.checkpoint.Unbuildable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes of a publisher's folder one that Freehold serves. It is made under a hidden name and gets its own when it is complete,
 * so nothing half-written looks finished. The same source, precision and version give the same bytes.
 */
public final class ModelBuilder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path source;
    private final Precision precision;
    private final String version;
    private final Optional<Comparing> comparing;

    /**
     * Builds from one source.
     *
     * @param version of Freehold, which the record of the build says
     * @param comparing how to compare what was built with the weights in full, when that is wanted
     */
    public ModelBuilder(Path source, Precision precision, String version, Optional<Comparing> comparing) {
        this.source = source;
        this.precision = precision;
        this.version = version;
        this.comparing = comparing;
    }

    /**
     * Builds the folder.
     *
     * @param out a folder that does not exist
     * @throws Unbuildable when the source is incomplete, malformed or of an unknown architecture
     */
    public void build(Path out, Progress progress) throws IOException {
        Path target = out.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new Unbuildable("%s is there already; name a new folder".formatted(out));
        }
        Path parent = Objects.requireNonNull(target.getParent(), "a root is there already");
        Files.createDirectories(parent);
        Path unfinished = parent.resolve("." + target.getFileName() + ".unfinished");
        Path unrounded = parent.resolve("." + target.getFileName() + ".unrounded");
        delete(unfinished);
        delete(unrounded);
        try {
            BuildRecord record = write(unfinished, precision, progress);
            if (comparing.isPresent() && !(precision instanceof Precision.Float32)) {
                write(unrounded, new Precision.Float32(), progress);
                record = record.with(comparing.orElseThrow().compare(unfinished, unrounded));
            }
            record.write(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(unfinished);
            delete(unrounded);
        }
    }

    private BuildRecord write(Path folder, Precision stored, Progress progress) throws IOException {
        Files.createDirectory(folder);
        ModelConfig config = ModelConfig.read(source);
        CompanionFiles companions = CompanionFiles.of(source);
        try (Checkpoint checkpoint = Checkpoint.open(source)) {
            String name = String.valueOf(source.toAbsolutePath().normalize().getFileName());
            GraphFiles files = GraphFiles.plan(name, config.root(), DecoderLayout.of(stored), checkpoint);
            if (comparing.isPresent() && !files.model().writes()) {
                throw new Unbuildable("only models that write text can be compared; leave --compare out");
            }
            checkpoint.refuseUnasked(files.model()::isNeedless);
            requireRoom(folder, files.size());
            files.write(folder, progress);
            companions.copyInto(folder);
            adaptConfig(config, files.model(), folder);
            List<Path> read = new ArrayList<>(companions.files());
            read.addAll(checkpoint.files());
            return BuildRecord.of(version, config.architecture(), stored, source, read);
        }
    }

    private static void requireRoom(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new IOException(
                    "the disk has %,d MB free, and the model will have %,d MB".formatted(free >> 20, bytes >> 20));
        }
    }

    /** The built model says how far it goes, where that is less than the published one says. */
    private static void adaptConfig(ModelConfig config, Architecture model, Path folder) throws IOException {
        boolean goesAsFar = config.positive("max_position_embeddings", model.context()) == model.context();
        if (model.writes() && !goesAsFar && config.root() instanceof ObjectNode published) {
            ObjectNode adapted = published.deepCopy().put("max_position_embeddings", model.context());
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve(ModelConfig.FILE).toFile(), adapted);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
