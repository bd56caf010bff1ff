package id.kezbek.reporting.formats;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A table that is being written. The table is complete only after {@link #close}. {@code close} does not close the
 * underlying stream.
 */
public interface Table extends Closeable {

    /** @param values one value for each column, of the column's kind; the caller may reuse the array */
    void row(@Nullable Object[] values) throws IOException;
}
