package id.kezbek.console.letters;

import id.kezbek.console.frame.Filters;

/** The page with the list of dead letters. */
public record LetterList(Filters filters, Letters found) {}
