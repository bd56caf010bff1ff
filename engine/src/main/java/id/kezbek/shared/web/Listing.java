package id.kezbek.shared.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing of v2.
 *
 * @param nextCursor where the next page starts; null on the last one. A page may hold fewer items than its limit, or
 *     none, and still have a next one
 */
public record Listing<T>(
        List<T> items,
        @JsonProperty("next_cursor") @Nullable String nextCursor) {

    /**
     * A page of rows of which one more was asked for than the page takes, to see whether there is a next one.
     *
     * @param limit how many items the page takes
     * @param answer how an item looks to the caller
     * @param cursor the place right behind an item
     */
    public static <R, T> Listing<T> of(List<R> oneMore, int limit, Function<R, T> answer, Function<R, Cursor> cursor) {
        boolean isLast = oneMore.size() <= limit;
        List<R> page = isLast ? oneMore : oneMore.subList(0, limit);
        return new Listing<>(
                page.stream().map(answer).toList(),
                isLast ? null : cursor.apply(page.getLast()).text());
    }
}
