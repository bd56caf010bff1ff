package id.kezbek.sandbox.providers.callbacks;

import java.time.Instant;

/** Runs work at a later time; tests trigger it themselves. */
public interface Later extends AutoCloseable {

    void at(Instant due, Runnable task);

    @Override
    void close();
}
