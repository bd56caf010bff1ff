package id.kezbek.sandbox.providers.callbacks;

import java.time.Instant;

/** Runs work at a later time; in tests, the test starts the work. */
public interface Later extends AutoCloseable {

    void at(Instant due, Runnable task);

    @Override
    void close();
}
