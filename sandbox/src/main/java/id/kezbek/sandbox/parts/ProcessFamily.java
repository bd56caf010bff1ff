package id.kezbek.sandbox.parts;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process and all that it has started, for what an experiment does to servers: freeze them, let them go on, end them
 * without a word. The parent comes first, so that it starts nobody while the others are being seen to.
 *
 * @param members the parent, then its descendants, as they were when they were listed
 */
public record ProcessFamily(List<ProcessHandle> members) {

    private static final Duration SIGNAL_MAX = Duration.ofSeconds(5);
    private static final Duration END_MAX = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(10);

    public ProcessFamily {
        members = List.copyOf(members);
    }

    /** The family of a living process; empty where there is no such process. */
    public static Optional<ProcessFamily> of(long pid) {
        return ProcessHandle.of(pid)
                .map(parent -> new ProcessFamily(
                        Stream.concat(Stream.of(parent), parent.descendants()).toList()));
    }

    /** Stops the clock for them: they keep their memory and connections and do nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets them go on where they were. */
    public void thaw() {
        signal("CONT");
    }

    /** Ends them at once, as a power cut would, and waits until they are gone. */
    public void kill() {
        members.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + END_MAX.toNanos();
        while (members.stream().anyMatch(ProcessFamily::runs)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("processes " + pids() + " do not end");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** An ended process whose parent does not ask for its status counts as alive, but has no command line any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().commandLine().isPresent();
    }

    /** Through the shell's own kill: Java has no call for these signals, and small systems no program of that name. */
    private void signal(String name) {
        try {
            // A descendant that has ended meanwhile makes the command fail for itself only.
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + pids())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(SIGNAL_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new IllegalStateException("processes " + pids() + " cannot be signalled", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String pids() {
        return members.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(" "));
    }
}
