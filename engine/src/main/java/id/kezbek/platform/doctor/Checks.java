package id.kezbek.platform.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs checks side by side, so that all together last as long as the slowest, and that is bounded. */
final class Checks {

    static final Duration LONGEST = Duration.ofSeconds(3);

    private Checks() {}

    /** In the order of the checks, whichever ends first. */
    static List<Finding> run(List<Check> checks, Duration within) {
        // Not closed: that would wait for a check that hangs, and the process ends after this.
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("doctor-", 0).factory());
        long end = System.nanoTime() + within.toNanos();
        List<Future<Finding>> running =
                checks.stream().map(check -> threads.submit(check.look())).toList();
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            findings.add(finding(checks.get(i), running.get(i), end));
        }
        threads.shutdownNow();
        return findings;
    }

    private static Finding finding(Check check, Future<Finding> running, long end) {
        try {
            return running.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            return check.missing("no answer in time; is it overloaded, or behind a firewall?");
        } catch (ExecutionException failed) {
            return check.missing(Causes.shortly(failed));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return check.missing("interrupted");
        }
    }
}
