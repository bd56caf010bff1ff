package id.kezbek.shared.web.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a list. The response may contain further data in addition to the page. */
public interface ListPage<T> {

    List<T> items();

    /** The start of the next page; null on the last page. */
    default @Nullable String nextCursor() {
        return null;
    }
}
