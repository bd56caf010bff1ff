package id.kezbek.trials.torture.fleet;

import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.run.EngineProcess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Arms the engine's crash points from outside the engine. A resource in the engine's jar lists these points. A file
 * with a point's name, in the folder that the engine watches, arms the point.
 */
public final class CrashPoints {

    /** The system property that contains the folder. */
    private static final String FOLDER_PROPERTY = "cezbek.crash-points.folder";

    private static final String RESOURCE = "crash-points.tsv";

    private final Path folder;

    public CrashPoints(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    public String jvmFlag() {
        return "-D" + FOLDER_PROPERTY + "=" + folder;
    }

    public void arm(String point) throws IOException {
        Files.createFile(folder.resolve(point));
    }

    /**
     * Disarms the point. Returns whether the file still existed. If it existed, no process has reached the point, and
     * no process will die.
     */
    public boolean disarm(String point) throws IOException {
        return Files.deleteIfExists(folder.resolve(point));
    }

    /** The lines of the list: name, tab and description. */
    public static List<String> lines(EngineProcess.Program program) {
        return switch (program) {
            case EngineProcess.Program.Jar(Path jar) -> lines(jar);
            case EngineProcess.Program.ClassPath(String path, String main) ->
                Arrays.stream(path.split(File.pathSeparator, -1))
                        .map(Path::of)
                        .map(CrashPoints::lines)
                        .filter(lines -> !lines.isEmpty())
                        .findFirst()
                        .orElse(List.of());
        };
    }

    public static List<String> names(EngineProcess.Program program) {
        return lines(program).stream().map(line -> line.split("\t", 2)[0]).toList();
    }

    /** The list in a folder or a jar; empty if the resource is missing. */
    private static List<String> lines(Path place) {
        try {
            if (Files.isDirectory(place)) {
                Path list = place.resolve(RESOURCE);
                return Files.exists(list) ? Files.readAllLines(list) : List.of();
            }
            return Files.exists(place) ? linesIn(place) : List.of();
        } catch (IOException e) {
            throw new CannotStart("cannot read the engine's crash points: " + e.getMessage(), e);
        }
    }

    private static List<String> linesIn(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Optional<ZipEntry> entry = Optional.<ZipEntry>ofNullable(zip.getEntry(RESOURCE))
                    .or(() -> Optional.ofNullable(zip.getEntry("BOOT-INF/classes/" + RESOURCE)));
            if (entry.isEmpty()) {
                return List.of();
            }
            try (InputStream resource = zip.getInputStream(entry.get())) {
                return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            }
        }
    }
}
