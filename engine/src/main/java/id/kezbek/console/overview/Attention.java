package id.kezbek.console.overview;

import org.jspecify.annotations.Nullable;

/**
 * An item that needs a person's attention.
 *
 * @param words the key of the name of the item
 * @param count the number of objects, as text
 * @param note the age of the oldest object, or the days until a balance is used up; null for no note
 * @param href the URL of the list; null if the reader may not open the list
 * @param tone {@code quiet} if there are no objects, otherwise {@code bad} or {@code wait}
 */
public record Attention(
        String words,
        String count,
        @Nullable String note,
        @Nullable String href,
        String tone) {}
