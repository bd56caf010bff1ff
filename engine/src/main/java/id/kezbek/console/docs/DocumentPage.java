package id.kezbek.console.docs;

import java.util.List;

/**
 * The page of a document.
 *
 * @param html the document as HTML, without its title
 * @param others the documents in the menu of a reader without a log-in; empty for other readers, because they have the
 *     normal menu
 */
public record DocumentPage(String code, String html, List<String> others) {}
