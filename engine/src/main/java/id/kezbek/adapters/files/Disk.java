package id.kezbek.adapters.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A disk that may hang, as network disks do: a hanging read cannot be ended. A few threads of its own do the work, so
 * that it delays only its callers, for a limited time; a virtual thread would block its carrier.
 */
final class Disk implements AutoCloseable {

    static final int THREADS = 4;
    private static final int WAITING_MAX = 64;
    private static final long IDLE_SECONDS = 30;

    /** What is done with files. */
    interface Work<T> extends Callable<T> {

        @Override
        T call() throws IOException;
    }

    private final Duration patience;
    private final ThreadPoolExecutor threads;

    Disk(Duration patience) {
        this.patience = patience;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("disk-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Does it, or gives it up.
     *
     * @throws SocketTimeoutException where the disk does not answer in time, or too much waits for it already; what was
     *     begun may still be done
     * @throws IOException where it cannot be done
     */
    <T> T ask(Work<T> work) throws IOException {
        FutureTask<T> answer = new FutureTask<>(work);
        try {
            threads.execute(answer);
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | RejectedExecutionException hangs) {
            giveUp(answer);
            throw new SocketTimeoutException("The disk does not answer");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IllegalStateException("Work with files failed", failed.getCause());
        } catch (InterruptedException stopped) {
            giveUp(answer);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The caller no longer waits for the disk");
        }
    }

    /** Removes work from the queue after its caller has stopped waiting. */
    private void giveUp(FutureTask<?> answer) {
        answer.cancel(true);
        boolean hadNotBegun = threads.remove(answer);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
