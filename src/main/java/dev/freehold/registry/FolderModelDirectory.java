package dev.freehold.registry;

import dev.freehold.core.ModelId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Models as folders on a disk: {@code name/} or {@code organisation/name/}. A folder of the operator's with the name of a
 * built-in demo model takes its place, even when it cannot be served: nobody gets another model than the folder says.
 */
@ApplicationScoped
class FolderModelDirectory implements ModelDirectory {
    private static final Logger LOG = Logger.getLogger(FolderModelDirectory.class);

    private final RegistryConfig config;
    private final DemoModels demo;
    private final TrustPolicy trust;
    private final LicencePolicy licences;

    @Inject
    FolderModelDirectory(RegistryConfig config) {
        this(config, DemoModels.builtIn(config.demoDir()));
    }

    FolderModelDirectory(RegistryConfig config, DemoModels demo) {
        this.config = config;
        this.demo = demo;
        this.trust = new TrustPolicy(config, InstantSource.system());
        this.licences = new LicencePolicy(config.licences());
    }

    @Override
    public Scan scan() {
        List<Refusal> refused = new ArrayList<>();
        SortedMap<String, Path> own = operatorsFolders(refused);
        List<ModelFolder> servable = new ArrayList<>();
        own.forEach((name, folder) -> inspect(name, folder, config.dir(), servable, refused));
        demoFolders(refused).forEach((name, folder) -> {
            if (own.containsKey(name)) {
                LOG.infof("The folder %s in %s takes the place of the built-in model.", name, config.dir());
            } else {
                inspect(name, folder, config.demoDir(), servable, refused);
            }
        });
        servable.sort(Comparator.comparing(ModelFolder::id));
        refused.sort(Comparator.comparing(Refusal::folder));
        return new Scan(servable, refused);
    }

    @Override
    public Scan inspect(ModelId id) {
        List<Refusal> refused = new ArrayList<>();
        List<ModelFolder> servable = new ArrayList<>();
        String name = id.value();
        SortedMap<String, Path> own = operatorsFolders(refused);
        if (own.containsKey(name)) {
            inspect(name, own.get(name), config.dir(), servable, refused);
        } else {
            Path demonstration = demoFolders(refused).get(name);
            if (demonstration != null) {
                inspect(name, demonstration, config.demoDir(), servable, refused);
            }
        }
        return new Scan(
                servable,
                refused.stream()
                        .filter(refusal -> refusal.folder().equals(name))
                        .toList());
    }

    @Override
    public String stamp(ModelId id) {
        Path own = config.dir().resolve(id.value());
        try {
            return Files.isDirectory(own) ? FolderStamp.of(own) : "";
        } catch (IOException unreadable) {
            return reason(unreadable);
        }
    }

    @Override
    public Map<ModelId, String> stamps() {
        Map<ModelId, String> stamps = new HashMap<>();
        try {
            FolderListing listing = new FolderListing(config.dir());
            for (Map.Entry<String, Path> folder :
                    listing.folders(new ArrayList<>()).entrySet()) {
                if (ModelId.isValid(folder.getKey())) {
                    stamps.put(new ModelId(folder.getKey()), FolderStamp.of(folder.getValue()));
                }
            }
            return stamps;
        } catch (IOException | Unservable unreadable) {
            throw new IllegalStateException(
                    "%s cannot be read: %s".formatted(config.dir(), reason(unreadable)), unreadable);
        }
    }

    private SortedMap<String, Path> operatorsFolders(List<Refusal> refused) {
        try {
            Files.createDirectories(config.dir());
            return new FolderListing(config.dir()).folders(refused);
        } catch (IOException | Unservable unreadable) {
            refused.add(new Refusal(config.dir().toString(), reason(unreadable)));
            return new TreeMap<>();
        }
    }

    private SortedMap<String, Path> demoFolders(List<Refusal> refused) {
        if (!config.demo()) {
            return new TreeMap<>();
        }
        try {
            return demo.unpack();
        } catch (IOException failed) {
            refused.add(new Refusal(
                    config.demoDir().toString(), "the built-in models cannot be unpacked: " + reason(failed)));
            return new TreeMap<>();
        }
    }

    private void inspect(String name, Path folder, Path home, List<ModelFolder> servable, List<Refusal> refused) {
        try {
            if (!ModelId.isValid(name)) {
                throw new Unservable("its name is not a model name; rename it with 1 to 128 of A-Z a-z 0-9 . _ -");
            }
            servable.add(FolderInspection.inspect(new ModelId(name), ModelFiles.open(folder, home), trust, licences));
        } catch (IOException | Unservable | RuntimeException broken) {
            refused.add(new Refusal(printable(name), reason(broken)));
        }
    }

    private static String reason(Exception broken) {
        return switch (broken) {
            case Unservable unservable -> unservable.reason();
            case AccessDeniedException denied ->
                "%s may not be read or written by the user that runs Freehold".formatted(denied.getFile());
            default -> "it cannot be read: " + broken;
        };
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
