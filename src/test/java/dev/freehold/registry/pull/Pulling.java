package dev.freehold.registry.pull;

import dev.freehold.core.ModelId;
import dev.freehold.registry.ModelExamination;
import dev.freehold.registry.source.QuickSources;
import dev.freehold.registry.source.Reference;
import dev.freehold.registry.source.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Pulls for tests, and remembers what it was told on the way. */
final class Pulling implements PullProgress {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final PrintStream out;

    Pulling() {
        this(new PrintStream(OutputStream.nullOutputStream()));
    }

    /** Says there when all bytes have come. */
    Pulling(PrintStream out) {
        this.out = out;
    }

    static Pulled pull(Settings settings, String reference, String name) throws IOException, PullRefusal {
        return new Pulling().run(settings, reference, name);
    }

    Pulled run(Settings settings, String reference, String name) throws IOException, PullRefusal {
        return pull(settings).run(new Wish(Reference.parse(reference), new ModelId(name), Optional.empty()), this);
    }

    static Pull pull(Settings settings) {
        return new Pull(
                settings.registry(),
                settings.sources(),
                QuickSources.of(settings),
                new ModelExamination(settings.registry()));
    }

    List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public void begins(String pinned, int files, long bytes) {
        told.add("begins " + files);
    }

    @Override
    public void has(long bytes) {}

    @Override
    public void took(String path, long bytes, boolean isFromStore) {
        told.add((isFromStore ? "had " : "fetched ") + path);
    }

    @Override
    public void examines() {
        told.add("examines");
        out.println("examines");
    }

    @Override
    public void waits() {
        told.add("waits");
    }
}
