package dev.freehold.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of one model folder. Nothing outside of it is ever handed out: a link that leaves the folder makes the
 * folder unservable. Hidden files and folders are not there.
 */
record ModelFiles(Path root) {

    /** Opens a folder that lies inside {@code home}, by its real path. */
    static ModelFiles open(Path folder, Path home) throws IOException, Unservable {
        Path real = folder.toRealPath();
        if (!real.startsWith(home.toRealPath())) {
            throw new Unservable(
                    "it is a link to a place outside the models folder; move or copy the model there instead");
        }
        return new ModelFiles(real);
    }

    /** The file or folder of this name, if there is one. */
    Optional<Path> find(String relative) throws IOException, Unservable {
        Path path = root.resolve(relative).normalize();
        if (!path.startsWith(root)) {
            throw new Unservable("it refers to %s, which is outside the model's folder".formatted(relative));
        }
        return Files.exists(path) ? Optional.of(inside(path)) : Optional.empty();
    }

    /** Files directly inside {@code folder}, by name. */
    List<Path> files(Path folder) throws IOException, Unservable {
        return entries(folder).stream().filter(Files::isRegularFile).toList();
    }

    /** Folders directly inside {@code folder}, by name. */
    List<Path> folders(Path folder) throws IOException, Unservable {
        return entries(folder).stream().filter(Files::isDirectory).toList();
    }

    /** The path from the root with {@code /} between its parts, on every platform. */
    String nameOf(Path path) {
        return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private List<Path> entries(Path folder) throws IOException, Unservable {
        List<Path> visible;
        try (Stream<Path> all = Files.list(folder)) {
            visible = all.filter(ModelFiles::isVisible).sorted().toList();
        }
        for (Path entry : visible) {
            inside(entry);
        }
        return visible;
    }

    static boolean isVisible(Path path) {
        return !path.getFileName().toString().startsWith(".");
    }

    private Path inside(Path path) throws IOException, Unservable {
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            throw new Unservable("%s is a link to something that is not there".formatted(nameOf(path)));
        }
        if (!path.toRealPath().startsWith(root)) {
            throw new Unservable(
                    "%s is a link that leaves the model's folder; put the file itself there".formatted(nameOf(path)));
        }
        return path;
    }
}
