package id.kezbek.reporting.formats;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A table that is being written. Only {@link #close} completes it, and it leaves the stream below open. */
public interface Table extends Closeable {

    /** @param values one of each column, of its kind; the caller may use the array again */
    void row(@Nullable Object[] values) throws IOException;
}
