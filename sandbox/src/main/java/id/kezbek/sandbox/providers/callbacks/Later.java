package id.kezbek.sandbox.providers.callbacks;

import java.time.Instant;

/** Runs what is due later; tests turn it by hand. */
public interface Later extends AutoCloseable {

    void at(Instant due, Runnable task);

    @Override
    void close();
}
