package id.kezbek.console.search;

/**
 * A search result.
 *
 * @param words the key of the name for this kind of result
 */
public record Hit(String words, String title, String detail, String href) {}
