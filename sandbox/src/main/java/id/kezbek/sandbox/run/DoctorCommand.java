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
 * Has the engine's own doctor look. While an installation runs here, at all that its engine uses; otherwise at the settings
 * only, because the systems are started together with the engine.
 */
public final class DoctorCommand {

    /** Its looks take three seconds together; a cold JVM on a busy machine takes the rest. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Set<String> SETTINGS_ONLY = Set.of("--settings", "--settings=set");

    private DoctorCommand() {}

    /**
     * Prints what the engine's doctor says.
     *
     * @param flags handed on to it
     * @return whether all that is needed is there
     * @throws CannotStart when it could not be asked
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
                    "        PostgreSQL, Redis, queue, store, mail and providers are started by ./cezbek up; run doctor"
                            + " again then, to have them looked at. Here are the settings alone:");
        }
        // Its port it reads from the environment, where CEZBEK_PORT is this command's as well as the engine's.
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
            // Nothing more to print.
        }
    }
}
