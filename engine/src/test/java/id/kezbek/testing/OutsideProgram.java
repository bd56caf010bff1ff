package id.kezbek.testing;

import id.kezbek.shared.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server program of this machine, found by an environment variable or on the path, and run on a separate port. */
final class OutsideProgram implements AutoCloseable {

    private static final Duration READY_MAX = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;

    private OutsideProgram(Process process) {
        this.process = process;
    }

    /** The program in the variable, otherwise the first of these names on the path. */
    static Optional<Path> find(String variable, String... names) {
        String named = System.getenv(variable);
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it and waits until an address answers 200 with the expected content. */
    static OutsideProgram start(List<String> command, Map<String, String> environment, URI ready, String says)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        OutsideProgram program = new OutsideProgram(builder.start());
        Eventually.holds(command.getFirst() + " is ready", READY_MAX, () -> program.answers(ready, says));
        return program;
    }

    private boolean answers(URI address, String says) {
        if (!process.isAlive()) {
            throw new AssertionError("it ended with status " + process.exitValue());
        }
        try {
            HttpResponse<String> answer =
                    HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains(says);
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    /** One request. Its response must be 2xx. */
    static String call(String method, URI address, Map<String, String> headers, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(method + " " + address + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(method + " " + address, failed);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
