package id.kezbek.testing;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import id.kezbek.CezbekApplication;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.run.EngineProcess;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The engine as a separate process in tests. The suite starts about fifty of them, and a start needs much processor
 * time, so the JVM's start-up cache halves it. A run of all tests creates the cache once for its classes. A run of a
 * few tests would not benefit from creating it, so it only uses an existing cache.
 */
public final class EngineProgram {

    /** The processes start quickly and use little memory. */
    private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx320m");

    private static final boolean MAKES_CACHE = Boolean.getBoolean("cezbek.tests.start-up-cache");
    private static final Path FOLDER = Path.of("target/engine-program").toAbsolutePath();
    private static final String NO_WORDS_OF_IT = "-Xlog:aot*=off";
    private static final Duration READY_WITHIN = Duration.ofSeconds(150);
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(180);
    private static final Path CLASSES = classes();
    private static final String NAME = "engine-" + Long.toHexString(fingerprint());
    private static final Path JAR = FOLDER.resolve(NAME + ".jar");
    private static final Path CACHE = FOLDER.resolve(NAME + ".aot");

    /** The program and the flags of its JVM. */
    public record Start(EngineProcess.Program.ClassPath program, List<String> flags) {}

    private EngineProgram() {}

    /** Starts to create the cache in a run of all tests; until it is ready, processes start without it. */
    static void prepare() {
        if (MAKES_CACHE && !Files.exists(CACHE)) {
            Thread.ofPlatform().daemon().name("start-up-cache").start(EngineProgram::makeUnlessAnotherDoes);
        }
    }

    public static Start get() {
        if (Files.exists(CACHE)) {
            return new Start(program(packed()), with(FLAGS, "-XX:AOTCache=" + CACHE, NO_WORDS_OF_IT));
        }
        return new Start(program(System.getProperty("java.class.path")), FLAGS);
    }

    /** The command line of a process that ends by itself, without the arguments. */
    public static List<String> command() {
        Start start = get();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(start.flags());
        command.addAll(EngineProcess.JVM_FLAGS);
        command.addAll(
                List.of("-cp", start.program().classPath(), start.program().mainClass()));
        return command;
    }

    /** One of the JVMs that share the tests creates the cache for all. */
    private static void makeUnlessAnotherDoes() {
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel channel = FileChannel.open(
                            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock turn = channel.tryLock()) {
                if (turn != null && !Files.exists(CACHE)) {
                    forgetOthers();
                    pack();
                    make();
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void make() throws IOException {
        Path made = FOLDER.resolve(NAME + ".making");
        Map<String, String> properties = SharedWorld.propertiesOnNewDatabase("start_up_cache").entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
        properties.put("server.port", Integer.toString(FreePort.choose()));
        Path place = FOLDER.resolve("process");
        EngineProcess engine = EngineProcess.start(
                program(packed()),
                properties,
                with(FLAGS, "-XX:AOTCacheOutput=" + made, NO_WORDS_OF_IT),
                new EngineProcess.Place(place, place.resolve("engine.log")));
        SharedWorld.stopAfterEngines(engine::close);
        boolean isReady = engine.awaitReady(READY_WITHIN);
        long began = System.nanoTime();
        // The process writes the recorded data when it ends.
        engine.stop(isReady ? WRITTEN_WITHIN : Duration.ZERO);
        boolean isWhole = System.nanoTime() - began < WRITTEN_WITHIN.toNanos();
        if (isReady && isWhole && Files.exists(made)) {
            Files.move(made, CACHE, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void forgetOthers() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("engine-"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    /** The JVM can cache only classes from jars, not from folders. */
    private static void pack() throws IOException {
        try (OutputStream file = Files.newOutputStream(JAR);
                ZipOutputStream jar = new ZipOutputStream(file);
                Stream<Path> paths = Files.walk(CLASSES)) {
            jar.setLevel(Deflater.BEST_SPEED);
            for (Path path :
                    paths.sorted().filter(path -> !path.equals(CLASSES)).toList()) {
                String name = CLASSES.relativize(path).toString().replace(File.separatorChar, '/');
                // Spring finds the classes of a package by the folder's own entry.
                jar.putNextEntry(new ZipEntry(Files.isDirectory(path) ? name + "/" : name));
                if (Files.isRegularFile(path)) {
                    Files.copy(path, jar);
                }
            }
        }
    }

    /** The jar and the libraries, without the tests' own classes. */
    private static String packed() {
        return Stream.concat(
                        Stream.of(JAR.toString()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                                .filter(entry -> entry.endsWith(".jar")))
                .collect(joining(File.pathSeparator));
    }

    private static EngineProcess.Program.ClassPath program(String classPath) {
        return new EngineProcess.Program.ClassPath(classPath, CezbekApplication.class.getName());
    }

    private static List<String> with(List<String> flags, String... more) {
        return Stream.concat(flags.stream(), Stream.of(more)).toList();
    }

    private static Path classes() {
        try {
            return Path.of(CezbekApplication.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Differs for other classes or other libraries. */
    private static long fingerprint() {
        try (Stream<Path> paths = Files.walk(CLASSES)) {
            long print = System.getProperty("java.class.path").hashCode();
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                print = 31 * print + path.hashCode();
                print = 31 * print + Files.size(path);
                print = 31 * print + Files.getLastModifiedTime(path).toMillis();
            }
            return print;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
