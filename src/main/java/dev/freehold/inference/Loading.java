package dev.freehold.inference;

import dev.freehold.registry.ModelFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** Brings a folder to life by the first loader that can. */
final class Loading {
    private static final Logger LOG = Logger.getLogger(Loading.class);

    private final Iterable<ModelLoader> loaders;

    Loading(Iterable<ModelLoader> loaders) {
        this.loaders = loaders;
    }

    /**
     * Loads a model on a thread of its own: virtual threads that wait for native code hold up others.
     *
     * @param start when somebody wanted it, by {@link System#nanoTime}
     */
    Loaded load(ModelFolder folder, long start) throws ModelLoadException {
        try {
            ServableModel model = CompletableFuture.supplyAsync(
                            () -> brought(folder),
                            work -> Thread.ofPlatform()
                                    .name("load " + folder.id())
                                    .daemon()
                                    .start(work))
                    .join();
            return new Loaded(model, folder, Instant.now(), Duration.ofNanos(System.nanoTime() - start));
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ModelLoadException expected) {
                throw expected;
            }
            LOG.errorf(failed.getCause(), "The model %s failed to load.", folder.id());
            throw new ModelLoadException("it failed to load: " + failed.getCause(), failed);
        }
    }

    private ServableModel brought(ModelFolder folder) {
        try {
            return loaderOf(folder).load(folder);
        } catch (ModelLoadException refused) {
            throw new CompletionException(refused);
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
}
