package id.kezbek.shared.web.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a list, whatever else the answer contains. */
public interface ListPage<T> {

    List<T> items();

    /** The start of the next page; null on the last one. */
    default @Nullable String nextCursor() {
        return null;
    }
}
