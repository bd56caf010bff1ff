package id.kezbek.startup.doctor;

import id.kezbek.startup.StartFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One check. The check returns the system's state, or throws an exception. The exception's message says what to do.
 *
 * @param isNeeded whether the engine cannot work without the system
 */
record Check(String what, boolean isNeeded, Callable<String> look) implements Callable<String> {

    static final String OK = "ok";
    static final String WARNING = "warn";
    static final String WRONG = "not ok";

    @Override
    public String call() {
        try {
            return line(OK, what, look.call());
        } catch (Exception failed) {
            return failed(StartFailure.explain(failed));
        }
    }

    private String failed(String says) {
        return line(isNeeded ? WRONG : WARNING, what, says);
    }

    static String line(String mark, String what, String says) {
        return "%-6s  %s: %s".formatted(mark, what, says);
    }

    /** Runs the checks concurrently, and returns the lines in the order of the checks. */
    static List<String> all(List<Check> checks, Duration within) throws InterruptedException {
        // The executor is not closed, because closing would wait for a check that hangs. The process ends soon anyway.
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("doctor-", 0).factory());
        List<Future<String>> ended = threads.invokeAll(checks, within.toMillis(), TimeUnit.MILLISECONDS);
        return IntStream.range(0, checks.size())
                .mapToObj(i -> ended.get(i).state() == Future.State.SUCCESS
                        ? ended.get(i).resultNow()
                        : checks.get(i).failed("no response in time; is it overloaded, or behind a firewall?"))
                .toList();
    }
}
