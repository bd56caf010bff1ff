package id.kezbek.sandbox.bench;

import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.NoAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The load generator in its own process, seen from here. */
final class LoadProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;
    private final Path log;

    private LoadProcess(Process process, Path log) {
        this.process = process;
        this.commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.log = log;
    }

    /** @param log receives its complaints */
    static LoadProcess start(String engineUrl, Path log) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadGenerator.class.getName(),
                        engineUrl)
                .redirectError(log.toFile())
                .start();
        return new LoadProcess(process, log);
    }

    void introduce(Credentials partner) {
        commands.println("partner " + partner.code() + " " + partner.apiKey() + " " + partner.apiSecret());
    }

    Measured run(int seconds, Case which) {
        commands.println("run " + seconds + " " + which.connections() + " " + String.join(",", which.partners()));
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new NoAnswer("the load generator ended; its complaints are in " + log);
            }
            return Measured.parse(line);
        } catch (IOException broken) {
            throw new NoAnswer("the load generator broke off; its complaints are in " + log, broken);
        }
    }

    @Override
    public void close() {
        // The end of its input ends it.
        commands.close();
        process.destroy();
    }
}
