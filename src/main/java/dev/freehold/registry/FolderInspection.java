package dev.freehold.registry;

import dev.freehold.core.ModelId;
import dev.freehold.registry.guard.HarmfulFile;
import dev.freehold.registry.guard.OnnxGuard;
import dev.freehold.registry.guard.TokenizerGuard;
import dev.freehold.registry.passport.Passport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Looks at one folder: is everything there that serving needs, and what is it. The digest covers the graph, its external
 * data, and every {@code .json} and {@code .jinja} file in the folder and in the folders directly below.
 */
final class FolderInspection {
    private static final List<String> READ_AT_LOAD = List.of(
            "config.json",
            "generation_config.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "modules.json",
            "sentence_bert_config.json",
            "1_Pooling/config.json");

    private final ModelFiles files;
    private final KnownContent content;
    private final SignatureState signature;
    private final LicencePolicy licences;

    private FolderInspection(ModelFiles files, KnownContent content, SignatureState signature, LicencePolicy licences) {
        this.files = files;
        this.content = content;
        this.signature = signature;
        this.licences = licences;
    }

    /** Nothing in the folder is parsed before its content, if it was fetched, and its signature are checked. */
    static ModelFolder inspect(ModelId id, ModelFiles files, TrustPolicy trust, LicencePolicy licences)
            throws IOException, Unservable {
        KnownContent content = KnownContent.of(files);
        return new FolderInspection(files, content, trust.check(id, files), licences).inspect(id);
    }

    private ModelFolder inspect(ModelId id) throws IOException, Unservable {
        if (files.find("genai_config.json").isPresent()) {
            Path graph = GenaiLayout.graph(files);
            return complete(id, ModelFolder.Kind.GENERATOR, ModelFolder.Layout.GENAI, graph);
        }
        Path graph = GraphChoice.choose(files);
        Optional<Path> config = files.find("config.json");
        if (config.isEmpty() && files.find("tokenizer.json").isEmpty()) {
            return readable(id, ModelFolder.Kind.TENSOR, ModelFolder.Layout.GRAPH, graph);
        }
        ModelFolder.Kind kind = ModelKinds.of(
                files,
                JsonFiles.read(config.orElseThrow(
                        () -> new Unservable("it has no config.json; copy it from the original model"))));
        return kind == ModelFolder.Kind.TENSOR
                ? readable(id, kind, ModelFolder.Layout.OPTIMUM, graph)
                : complete(id, kind, ModelFolder.Layout.OPTIMUM, graph);
    }

    private ModelFolder complete(ModelId id, ModelFolder.Kind kind, ModelFolder.Layout layout, Path graph)
            throws IOException, Unservable {
        Path tokenizer = files.find("tokenizer.json")
                .orElseThrow(() -> new Unservable("it has no tokenizer.json; save the model's fast tokenizer here,"
                        + " for example with `AutoTokenizer.from_pretrained(…).save_pretrained(…)`"));
        checkTokenizer(tokenizer);
        return readable(id, kind, layout, graph);
    }

    private ModelFolder readable(ModelId id, ModelFolder.Kind kind, ModelFolder.Layout layout, Path graph)
            throws IOException, Unservable {
        for (String name : READ_AT_LOAD) {
            Path file = files.find(name).orElse(null);
            if (file != null) {
                JsonFiles.check(file);
            }
        }
        List<Path> served = served(graph);
        String digest = digest(served);
        PassportInspection inspection = new PassportInspection(files, signature);
        Passport passport = inspection.inspect(id, inspection.seen(layout, graph, digest), licences);
        licences.check(passport.licences());
        return new ModelFolder(
                id, files.root(), kind, layout, graph, digest, bytes(served), new Provenance(signature, passport));
    }

    private void checkTokenizer(Path tokenizer) throws IOException, Unservable {
        JsonFiles.check(tokenizer);
        try {
            TokenizerGuard.check(tokenizer);
        } catch (HarmfulFile harmful) {
            throw new Unservable("%s %s".formatted(files.nameOf(tokenizer), harmful.reason()));
        }
    }

    private static long bytes(List<Path> served) throws IOException {
        long bytes = 0;
        for (Path file : served) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private String digest(List<Path> served) throws IOException, Unservable {
        Map<String, Digests.Sum> sums = new HashMap<>();
        for (Path file : served) {
            String name = files.nameOf(file);
            if (!signature.coversIfVerified(name)) {
                throw new Unservable("its signature leaves %s out, which serving it would read".formatted(name));
            }
            sums.put(name, content.sum(name, file));
        }
        return Digests.ofSums(sums);
    }

    private List<Path> served(Path graph) throws IOException, Unservable {
        List<Path> served = new ArrayList<>(externalData(graph));
        served.add(graph);
        served.addAll(settings(files.root()));
        for (Path folder : files.folders(files.root())) {
            served.addAll(settings(folder));
        }
        return served;
    }

    private List<Path> externalData(Path graph) throws IOException, Unservable {
        List<Path> found = new ArrayList<>();
        for (String location : guarded(graph)) {
            String relative = files.nameOf(graph.resolveSibling(location));
            found.add(files.find(relative)
                    .filter(Files::isRegularFile)
                    .orElseThrow(() -> new Unservable("%s needs the weights in %s, which is not there; fetch it, too"
                            .formatted(files.nameOf(graph), relative))));
        }
        return found;
    }

    private SortedSet<String> guarded(Path graph) throws IOException, Unservable {
        try {
            return OnnxGuard.check(graph, content);
        } catch (HarmfulFile harmful) {
            throw new Unservable("%s %s".formatted(files.nameOf(graph), harmful.reason()));
        }
    }

    private List<Path> settings(Path folder) throws IOException, Unservable {
        return files.files(folder).stream()
                .filter(file ->
                        file.toString().endsWith(".json") || file.toString().endsWith(".jinja"))
                .toList();
    }
}
