package id.kezbek.shared.web.reading;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a v2 list.
 *
 * @param nextCursor the start of the next page; null on the last page. A page with few or no items can still have a
 *     next page
 */
public record Listing<T>(
        List<T> items,
        @JsonProperty("next_cursor") @Nullable String nextCursor) implements ListPage<T> {

    /**
     * Creates a page from rows. The caller reads one row more than the limit, to find out whether there is a next page.
     *
     * @param limit the number of items of the page
     * @param answer turns a row into an item
     * @param cursor the position after a row
     */
    public static <R, T> Listing<T> of(List<R> oneMore, int limit, Function<R, T> answer, Function<R, Cursor> cursor) {
        boolean isLast = oneMore.size() <= limit;
        List<R> page = isLast ? oneMore : oneMore.subList(0, limit);
        return new Listing<>(
                page.stream().map(answer).toList(),
                isLast ? null : cursor.apply(page.getLast()).text());
    }
}
