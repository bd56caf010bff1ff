package id.kezbek.sandbox.parts;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A server that chooses its ports only when it starts; whoever asks for it earlier waits. */
final class Late<T> {

    /** Produces the server, ready. */
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

    /** The world did not come to starting it: nobody may wait any longer. */
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
