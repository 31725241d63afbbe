package dev.freehold.inference;

import dev.freehold.core.ModelId;
import dev.freehold.registry.ModelDirectory;
import dev.freehold.registry.ModelDirectory.Refusal;
import dev.freehold.registry.ModelFolder;
import dev.freehold.registry.passport.PassportField;
import dev.freehold.registry.passport.PassportFormat;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/** The models that this process serves. Each one is found as soon as it is loaded, while others still load. */
@ApplicationScoped
public class ModelHost implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ModelHost.class);

    private final ModelDirectory directory;
    private final Iterable<ModelLoader> loaders;
    private final List<Loaded> loaded = new CopyOnWriteArrayList<>();
    private final List<Refusal> refused = new CopyOnWriteArrayList<>();
    private volatile boolean isClosing;
    private boolean isClosed;

    @Inject
    ModelHost(InferenceConfig config, ModelDirectory directory, @Any Instance<ModelLoader> loaders) {
        this(directory, loaders);
        NativeRuntime.unpackInto(config.cacheDir());
    }

    public ModelHost(ModelDirectory directory, Iterable<ModelLoader> loaders) {
        this.directory = directory;
        this.loaders = loaders;
    }

    /** A model that answers, where it came from and since when. */
    public record Loaded(ServableModel model, ModelFolder folder, Instant at) {
        /** Who vouches for its files, in words. */
        public String signature() {
            return folder.provenance().signature().inWords();
        }

        /** What its licence is, {@code unknown} when nobody says. */
        public String licence() {
            return String.join(
                    ", ",
                    folder.provenance().passport().fact(PassportField.LICENCE).inWords());
        }

        /** All that is known of it. */
        public String passport(PassportFormat format) {
            return format.write(model.id().value(), folder.provenance().passport());
        }

        /** What the model does, for example {@code token_classifier}. */
        public String kind() {
            return folder.kind().wireName();
        }
    }

    /** What became of every folder. */
    public record Report(List<Loaded> loaded, List<Refusal> refused) {
        public Report {
            loaded = List.copyOf(loaded);
            refused = List.copyOf(refused);
        }
    }

    /** Loads what the directory offers that is not loaded yet, one model after the other. One that fails never stops the others. */
    public synchronized Report load() {
        ModelDirectory.Scan scan = directory.scan();
        refused.clear();
        refused.addAll(scan.refused());
        for (ModelFolder folder : scan.servable()) {
            if (!isClosing && find(folder.id()).isEmpty()) {
                load(folder);
            }
        }
        return new Report(loaded, refused);
    }

    private void load(ModelFolder folder) {
        try {
            ServableModel model = loaderOf(folder).load(folder);
            loaded.add(new Loaded(model, folder, Instant.now()));
        } catch (ModelLoadException expected) {
            refuse(folder, String.valueOf(expected.getMessage()));
        } catch (Throwable failure) {
            LOG.errorf(failure, "The model %s failed to load.", folder.id());
            refuse(folder, "it failed to load: " + failure);
        }
    }

    private ModelLoader loaderOf(ModelFolder folder) throws ModelLoadException {
        for (ModelLoader loader : loaders) {
            if (loader.canLoad(folder)) {
                return loader;
            }
        }
        throw new ModelLoadException("nothing here serves a model of the kind %s in the layout %s"
                .formatted(folder.kind(), folder.layout()));
    }

    private void refuse(ModelFolder folder, String reason) {
        refused.add(new Refusal(folder.id().value(), reason));
    }

    /** The model of this name; it is still found while it is closing, and then says so itself. */
    public Optional<ServableModel> find(ModelId id) {
        return loaded.stream()
                .map(Loaded::model)
                .filter(model -> model.id().equals(id))
                .findFirst();
    }

    /** The models that answer, in the order of their loading. */
    public List<ServableModel> loaded() {
        return loaded.stream().map(Loaded::model).toList();
    }

    /** The same with their folders and times. */
    public Report report() {
        return new Report(loaded, refused);
    }

    /** Folders that are not served, with the reason. */
    public List<Refusal> refusals() {
        return List.copyOf(refused);
    }

    /** Closes the models, the last loaded first; one that fails does not keep the others open. Idempotent. */
    @Override
    @PreDestroy
    public void close() {
        isClosing = true;
        closeAll();
    }

    private synchronized void closeAll() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        for (Loaded each : new ArrayList<>(loaded).reversed()) {
            try {
                each.model().close();
            } catch (RuntimeException failure) {
                LOG.errorf(
                        failure,
                        "The model %s did not close well.",
                        each.model().id());
            }
        }
    }
}
