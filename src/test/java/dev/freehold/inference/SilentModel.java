package dev.freehold.inference;

import dev.freehold.core.ModelId;
import dev.freehold.registry.ModelFolder;
import java.util.List;

/** A model that does nothing but close; the one named {@code unruly} does not even do that well. */
public record SilentModel(ModelFolder folder, List<String> closed) implements TextEmbedder {
    @Override
    public ModelId id() {
        return folder.id();
    }

    @Override
    public String digest() {
        return folder.digest();
    }

    @Override
    public int dimensions() {
        return 1;
    }

    @Override
    public int maxTokens() {
        return 1;
    }

    @Override
    public Prompt prompt(String text) {
        return new Prompt(new int[1]);
    }

    @Override
    public Prompt prompt(int[] tokens) {
        return new Prompt(tokens);
    }

    @Override
    public List<float[]> embed(List<Prompt> inputs) {
        return List.of();
    }

    @Override
    public void close() {
        closed.add(folder.id().value());
        if (folder.id().value().equals("unruly")) {
            throw new IllegalStateException("does not want to close");
        }
    }
}
