package id.kezbek.console.search;

/**
 * Something that was found.
 *
 * @param words the key of its kind's name
 */
public record Hit(String words, String title, String detail, String href) {}
