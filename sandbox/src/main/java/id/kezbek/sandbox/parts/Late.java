package id.kezbek.sandbox.parts;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A server that chooses its ports when it starts. Callers wait until the server has started. */
final class Late<T> {

    /** Starts the server and returns it when it is ready. */
    @FunctionalInterface
    interface Start<T> {
        T start() throws Exception;
    }

    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    private final String name;
    private final CompletableFuture<T> server = new CompletableFuture<>();

    Late(String name) {
        this.name = name;
    }

    void start(Start<T> start) throws Exception {
        try {
            server.complete(start.start());
        } catch (Exception | LinkageError e) {
            server.completeExceptionally(e);
            throw e;
        }
    }

    /** Releases all waiting callers, because the server will not be started. */
    void abandon() {
        server.completeExceptionally(new CannotStart(name + " was not started"));
    }

    boolean isStarted() {
        return server.isDone() && !server.isCompletedExceptionally();
    }

    T server() {
        try {
            return server.orTimeout(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            throw new CannotStart(name + " is not running: " + e.getCause(), e);
        }
    }
}
