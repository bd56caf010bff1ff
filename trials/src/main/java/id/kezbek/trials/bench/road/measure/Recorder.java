package id.kezbek.trials.bench.road.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Starts and stops the Flight Recorder of an engine with the JDK's own command. */
public final class Recorder {

    /**
     * The stack depth is high, because there are many frames between an SQL statement and the code that sends it. The
     * option is set in the running engine, because with a Flight Recorder flag on the command line, the JVM would
     * reject the start-up cache.
     */
    private static final String FRAMES = "stackdepth=128";

    private static final String NAME = "road";
    private static final long WITHIN_SECONDS = 60;

    private final Path settings;
    private final Set<Long> configured = new HashSet<>();

    /**
     * @param folder receives the recordings
     */
    public Recorder(Path folder) throws IOException {
        this.settings = folder.resolve("samples.jfc");
        boolean isLinux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        String event = isLinux ? "jdk.CPUTimeSample" : "jdk.ExecutionSample";
        String pace = isLinux ? "throttle" : "period";
        Files.writeString(settings, """
                <?xml version="1.0" encoding="UTF-8"?>
                <configuration version="2.0">
                  <event name="%s">
                    <setting name="enabled">true</setting>
                    <setting name="stackTrace">true</setting>
                    <setting name="%s">20 ms</setting>
                  </event>
                </configuration>
                """.formatted(event, pace));
    }

    void start(long pid) throws IOException {
        if (configured.add(pid)) {
            // Must be called before the first recording.
            command(pid, "JFR.configure", FRAMES);
        }
        command(pid, "JFR.start", "name=" + NAME, "settings=" + settings);
    }

    /** Stops the recording and writes the recording to the file. */
    void stop(long pid, Path file) throws IOException {
        command(pid, "JFR.stop", "name=" + NAME, "filename=" + file);
    }

    private static void command(long pid, String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the Flight Recorder command failed: " + said.strip());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }
}
