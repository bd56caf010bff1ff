package id.kezbek.sandbox.run;

import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.parts.FolderLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs the engine's own doctor. While an installation is running, the doctor checks all systems. Otherwise the doctor
 * checks only the settings, because the systems start together with the engine.
 */
public final class DoctorCommand {

    /** The checks themselves take three seconds; on a busy machine, the JVM needs further time to start. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Set<String> SETTINGS_ONLY = Set.of("--settings", "--settings=set");

    private DoctorCommand() {}

    /**
     * Prints the output of the engine's doctor.
     *
     * @param flags passed to the doctor
     * @return whether everything required is available
     * @throws CannotStart if the doctor could not be run
     */
    public static boolean run(Home home, EngineProcess.Program engine, List<String> flags, PrintStream out) {
        Path properties = home.run().resolve(EngineProcess.PROPERTIES_FILE);
        boolean isUp = FolderLock.isTaken(home.folder()) && Files.isReadable(properties);
        List<String> arguments = new ArrayList<>(flags);
        if (isUp) {
            arguments.add("--spring.config.additional-location=file:" + properties);
        } else {
            if (flags.stream().noneMatch(SETTINGS_ONLY::contains)) {
                arguments.add("--settings");
            }
            out.println(
                    "        ./cezbek up starts PostgreSQL, Redis, queue, store, mail and providers; then run doctor"
                            + " again to check them. This run checks the settings only:");
        }
        // The engine reads its port from CEZBEK_PORT, which this command uses too.
        return ask(EngineProcess.command(engine, "doctor", arguments), out);
    }

    private static boolean ask(List<String> command, PrintStream out) {
        try {
            Process doctor =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            doctor.getOutputStream().close();
            CompletableFuture<Void> printed = CompletableFuture.runAsync(() -> print(doctor, out));
            if (!doctor.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                doctor.destroyForcibly();
                throw new CannotStart("the engine's doctor did not end within " + LONGEST.toSeconds() + " s");
            }
            printed.join();
            return doctor.exitValue() == 0;
        } catch (IOException unstartable) {
            throw new CannotStart("the engine's doctor cannot be started: " + unstartable.getMessage(), unstartable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted");
        }
    }

    private static void print(Process doctor, PrintStream out) {
        try (BufferedReader lines = doctor.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(out::println);
        } catch (IOException ended) {
            // The stream was closed, so there is no further output.
        }
    }
}
