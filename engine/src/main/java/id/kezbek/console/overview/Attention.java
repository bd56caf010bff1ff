package id.kezbek.console.overview;

import org.jspecify.annotations.Nullable;

/**
 * Something that needs a person.
 *
 * @param words the key of its name
 * @param count how many, in words
 * @param note the oldest, or how long it lasts; null if there is nothing to say
 * @param href the list of them; null where this reader has none
 * @param tone {@code bad} or {@code wait} if there are any, else {@code quiet}
 */
public record Attention(
        String words,
        String count,
        @Nullable String note,
        @Nullable String href,
        String tone) {}
