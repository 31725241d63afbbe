package dev.freehold.registry.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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
            case Reference.Oci oci -> registry(oci);
            case Reference.S3 s3 -> storage(s3);
        };
    }

    /** The way to a registry is encrypted, unless the list of hosts says that it is not. */
    private ModelSource registry(Reference.Oci reference) throws IOException {
        AllowedHosts allowed = new AllowedHosts(config.allowedHosts());
        URI plain = URI.create("http://" + reference.registry());
        URI registry = allowed.isAllowed(plain) ? plain : URI.create("https://" + reference.registry());
        SourcesConfig.Registry known = config.oci().get(reference.registry());
        OciLogin.Account account = known == null
                ? OciLogin.Account.NOBODY
                : new OciLogin.Account(
                        known.username(), new Secret(known.password(), known.passwordFile()), known.realm());
        return new OciSource(reference, registry, new OciLogin(registry, reference.repository(), account, outbound()));
    }

    private ModelSource storage(Reference.S3 reference) throws IOException {
        SourcesConfig.Storage known = config.s3();
        URI endpoint = known.endpoint()
                .orElseThrow(() -> new SourceFailure(
                        SourceFailure.Kind.NOT_ALLOWED,
                        "freehold.sources.s3.endpoint does not say where the storage is"));
        S3Login login = new S3Login(
                endpoint,
                known.region(),
                known.accessKeyId(),
                new Secret(known.secretAccessKey(), known.secretAccessKeyFile()),
                new Secret(known.sessionToken(), Optional.empty()),
                InstantSource.system(),
                outbound());
        return new S3Source(reference, endpoint, login);
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
