package id.kezbek.console.docs;

/** @param html the document as HTML, without its title */
public record DocumentPage(String code, String html) {}
