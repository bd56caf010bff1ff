package id.kezbek.trials.bench;

import id.kezbek.sandbox.client.NoAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A part of the benchmark in a separate process. The process reads lines and responds to each line. */
public final class OwnProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;
    private final Path log;

    private OwnProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.log = log;
    }

    /**
     * @param log receives the error output of the process
     */
    public static OwnProcess start(Class<?> main, List<String> jvmFlags, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new OwnProcess(
                main.getSimpleName(),
                new ProcessBuilder(command).redirectError(log.toFile()).start(),
                log);
    }

    public void tell(String line) {
        commands.println(line);
    }

    /** Sends a line and waits for the response. */
    public String ask(String line) {
        tell(line);
        return readLine();
    }

    public String readLine() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new NoAnswer(name + " ended; its error output is in " + log);
            }
            return line;
        } catch (IOException broken) {
            throw new NoAnswer(name + " failed; its error output is in " + log, broken);
        }
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        // The process stops when its standard input is closed.
        commands.close();
        process.destroy();
    }
}
