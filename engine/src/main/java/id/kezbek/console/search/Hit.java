package id.kezbek.console.search;

/**
 * A search result.
 *
 * @param words the key of the name of the result's kind
 */
public record Hit(String words, String title, String detail, String href) {}
