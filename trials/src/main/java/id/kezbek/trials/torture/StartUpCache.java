package id.kezbek.trials.torture;

import id.kezbek.sandbox.run.EngineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM's start-up cache, which halves the time until a killed engine serves requests again. The first run of a jar
 * creates the cache in the folder {@code home}. A changed jar gets a new cache.
 */
final class StartUpCache {

    private static final String PREFIX = "start-up-";

    private final boolean isUsable;
    private final Path file;

    private StartUpCache(boolean isUsable, Path file) {
        this.isUsable = isUsable;
        this.file = file;
    }

    /**
     * @param home the folder of the cache
     */
    static StartUpCache of(EngineProcess.Program program, Path home) throws IOException {
        return switch (program) {
            case EngineProcess.Program.Jar(Path jar) -> {
                String version = Long.toHexString(Files.getLastModifiedTime(jar).toMillis() ^ Files.size(jar));
                forgetOthers(home, version);
                yield new StartUpCache(true, home.resolve(PREFIX + version + ".aot"));
            }
            // The JVM can cache only classes from jars, not from folders.
            case EngineProcess.Program.ClassPath path -> new StartUpCache(false, home);
        };
    }

    private static void forgetOthers(Path home, String version) throws IOException {
        try (var files = Files.list(home)) {
            List<Path> others = files.filter(
                            file -> file.getFileName().toString().startsWith(PREFIX))
                    .filter(file -> !file.getFileName().toString().contains(version))
                    .toList();
            for (Path other : others) {
                Files.delete(other);
            }
        }
    }

    /** The flags for the first process. If there is no cache, this process creates the cache when it stops. */
    List<String> trainingFlags() {
        if (!isUsable) {
            return List.of();
        }
        return Files.exists(file) ? flags() : List.of("-XX:AOTCacheOutput=" + file, "-Xlog:aot*=off");
    }

    /** The flags for all other processes. */
    List<String> flags() {
        return isUsable && Files.exists(file) ? List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off") : List.of();
    }
}
