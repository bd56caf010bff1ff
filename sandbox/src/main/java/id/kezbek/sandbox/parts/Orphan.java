package id.kezbek.sandbox.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that outlived the process that started it, as after {@code kill -9}. It is found by its pid file and stopped
 * before the next start, because two servers on one folder would destroy the data.
 */
public final class Orphan {

    /** A fast but clean end, by the server's own conventions. */
    public enum Signal {
        /** PostgreSQL's fast shutdown; its TERM would wait for every client to leave. */
        INT,
        TERM
    }

    private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);
    private static final Duration CLEAN_STOP_MAX = Duration.ofSeconds(10);
    private static final Duration FORCED_STOP_MAX = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);

    private Orphan() {}

    /**
     * Stops the process the pid file names, if it lives and is the one that wrote the file.
     *
     * @param pidFile its first line is the pid; may be missing
     * @param mark a text the process carries in its command line, such as the folder it works on: pids are reused, and
     *     a stranger's process must never be touched
     * @return whether there was one
     */
    public static boolean stop(Path pidFile, String mark, Signal signal) {
        Optional<ProcessHandle> found = find(pidFile, mark);
        found.ifPresent(process -> {
            LOG.info("stopping process {} that an earlier run left on {}", process.pid(), mark);
            end(process, mark, signal);
        });
        return found.isPresent();
    }

    /** The living process of the pid file that carries the mark. */
    public static Optional<ProcessHandle> find(Path pidFile, String mark) {
        return pid(pidFile)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(mark))
                        .isPresent());
    }

    private static Optional<Long> pid(Path pidFile) {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst().map(line -> Long.parseLong(line.strip()));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static void end(ProcessHandle process, String mark, Signal signal) {
        send(process.pid(), signal);
        if (!hasEnded(process, mark, CLEAN_STOP_MAX)) {
            process.destroyForcibly();
            if (!hasEnded(process, mark, FORCED_STOP_MAX)) {
                throw new CannotStart("process " + process.pid()
                        + " of an earlier run does not end; end it with kill -9 " + process.pid());
            }
        }
    }

    private static boolean hasEnded(ProcessHandle process, String mark, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (carries(process, mark)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    /**
     * An ended process whose parent never asks for its status stays in the table for ever and counts as alive, as in
     * containers without an init process; its command line is gone, though.
     */
    private static boolean carries(ProcessHandle process, String mark) {
        return process.isAlive()
                && process.info()
                        .commandLine()
                        .filter(line -> line.contains(mark))
                        .isPresent();
    }

    /** Sends a signal Java has no call for, through the shell's own kill: small systems have no program of that name. */
    public static void send(long pid, Signal signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(FORCED_STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new CannotStart("cannot signal process " + pid + " of an earlier run; end it by hand", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
