package id.kezbek.sandbox.run;

import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.parts.FolderLock;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.sandbox.parts.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The conditions for a start. Each failed check has one line that says what to do. A start stops at the first failed
 * check; the doctor reports all failed checks.
 */
public final class Preflight {

    /** Returns the free space of a folder's disk, in bytes. */
    @FunctionalInterface
    public interface FreeSpace {
        long bytesAt(Path folder) throws IOException;

        /** Reads the free space from the file system. */
        static long ofDisk(Path folder) throws IOException {
            return Files.getFileStore(folder).getUsableSpace();
        }
    }

    /**
     * The result of one check.
     *
     * @param what the subject of the check, as the doctor prints it
     * @param problem the problem and its solution; empty without a problem
     */
    public record Finding(String what, Optional<String> problem) {}

    static final long FREE_MIN_MEBIBYTES = 512;
    private static final long MEBIBYTE = 1024L * 1024L;

    private final Home home;
    private final EnginePort port;
    private final FreeSpace freeSpace;

    public Preflight(Home home, EnginePort port, FreeSpace freeSpace) {
        this.home = home;
        this.port = port;
        this.freeSpace = freeSpace;
    }

    /** Runs all checks. While an installation is running, its own port is not a problem. */
    public List<Finding> findings() {
        boolean running = FolderLock.isTaken(home.folder());
        String state = running ? "running: " + FolderLock.holder(home.folder()) : "not running";
        return Stream.of(
                        Stream.of(new Finding(state, Optional.empty())),
                        Stream.of(finding("data folder " + home.folder(), this::folderProblem)),
                        Stream.of(finding("data folder's version", this::versionProblem)),
                        Stream.of(finding("free disk space", this::spaceProblem)),
                        running ? Stream.<Finding>of() : Stream.of(finding("port " + port.number(), this::portProblem)))
                .flatMap(findings -> findings)
                .toList();
    }

    /**
     * @throws CannotStart if the folder is not writable; further checks are not possible then
     */
    public void requireFolder() {
        requireAll(Stream.of(this::folderProblem));
    }

    /** @throws CannotStart with the first problem */
    public void require() {
        requireAll(Stream.of(this::folderProblem, this::versionProblem, this::spaceProblem, this::portProblem));
    }

    private static void requireAll(Stream<Supplier<Optional<String>>> checks) {
        checks.map(Supplier::get).flatMap(Optional::stream).findFirst().ifPresent(problem -> {
            throw new CannotStart(problem);
        });
    }

    private static Finding finding(String what, Supplier<Optional<String>> check) {
        return new Finding(what, check.get());
    }

    private Optional<String> folderProblem() {
        try {
            OwnerOnly.folder(home.folder());
            Files.delete(Files.createTempFile(home.folder(), "write", ".check"));
            return Optional.empty();
        } catch (IOException _) {
            return Optional.of("cannot write to " + home.folder()
                    + "; give yourself write permission, or set another folder with CEZBEK_HOME=<folder>");
        }
    }

    private Optional<String> versionProblem() {
        return layoutProblem().or(this::postgresProblem);
    }

    private Optional<String> layoutProblem() {
        if (!Files.exists(home.version())) {
            return Optional.empty();
        }
        try {
            String version = Files.readString(home.version()).strip();
            return version.equals(Home.LAYOUT_VERSION)
                    ? Optional.empty()
                    : Optional.of("the data folder " + home.folder() + " has layout version " + version
                            + ", but this program uses " + Home.LAYOUT_VERSION + "; " + moveAway());
        } catch (IOException _) {
            return Optional.of("cannot read " + home.version() + "; " + moveAway());
        }
    }

    private Optional<String> postgresProblem() {
        return Postgres.majorOf(home.postgresData())
                .filter(major -> !major.equals(Postgres.major()))
                .map(major -> "the data in " + home.postgresData() + " was written by PostgreSQL " + major
                        + ", but this program contains " + Postgres.major() + "; " + moveAway());
    }

    private String moveAway() {
        return "move it away (mv " + home.folder() + " " + home.folder() + ".old), or set another with"
                + " CEZBEK_HOME=<folder>";
    }

    private Optional<String> spaceProblem() {
        try {
            long free = freeSpace.bytesAt(home.folder()) / MEBIBYTE;
            return free >= FREE_MIN_MEBIBYTES
                    ? Optional.empty()
                    : Optional.of("only " + free + " MB are free at " + home.folder() + ", " + FREE_MIN_MEBIBYTES
                            + " MB are needed; free some space, or set another folder with CEZBEK_HOME=<folder>");
        } catch (IOException _) {
            return Optional.of("cannot read the free space of " + home.folder()
                    + "; choose another folder with CEZBEK_HOME=<folder>");
        }
    }

    private Optional<String> portProblem() {
        return FreePort.isFree(port.number())
                ? Optional.empty()
                : Optional.of("port " + port.number() + " is used by another program; stop it, or set another port with"
                        + " CEZBEK_PORT=" + port.other() + " ./cezbek up");
    }
}
