package dev.freehold.registry.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;

/** All places that models are fetched from. */
@ApplicationScoped
public class Sources {
    private final SourcesConfig config;
    private final Patience patience;

    @Inject
    Sources(SourcesConfig config) {
        this(config, Duration.ofSeconds(1));
    }

    /** With another first pause after a failure; each further one is twice as long. */
    Sources(SourcesConfig config, Duration firstPause) {
        this.config = config;
        this.patience = new Patience(config.attempts(), firstPause);
    }

    /** The source that a reference means. Opens nothing yet. */
    public ModelSource of(Reference reference) throws IOException {
        return switch (reference) {
            case Reference.Folder(Path folder) -> new FolderSource(folder);
            case Reference.Hub hub ->
                new HubSource(
                        hub,
                        config.hf().endpoint(),
                        new Secret(config.hf().token(), config.hf().tokenFile()),
                        outbound());
        };
    }

    /** Asks a source what it has, again when it is busy. */
    public Listing list(ModelSource source) throws IOException {
        return patience.with(source::list);
    }

    /**
     * Brings one file onto the disk, or fails.
     *
     * @param part where its bytes go, and where an earlier attempt may have left some
     * @param progress is told how many bytes are there
     */
    public void fetch(ModelSource source, ListedFile file, Path part, LongConsumer progress) throws IOException {
        new Download(source, file, part, progress).run(patience);
    }

    private Outbound outbound() throws IOException {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER);
        if (config.trust().isPresent()) {
            client.sslContext(Authorities.in(config.trust().get()));
        }
        return new Outbound(new AllowedHosts(config.allowedHosts()), client.build(), config.timeout());
    }
}
