package id.kezbek.console.overview;

import org.jspecify.annotations.Nullable;

/**
 * An item that needs a person's attention.
 *
 * @param words the key of the item's name
 * @param count the number of objects, as text
 * @param note the age of the oldest object, or the days that a balance lasts; null for no note
 * @param href the address of the list; null if the reader may not open the list
 * @param tone {@code bad} or {@code wait} if there are any objects, otherwise {@code quiet}
 */
public record Attention(
        String words,
        String count,
        @Nullable String note,
        @Nullable String href,
        String tone) {}
