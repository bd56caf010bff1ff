package id.kezbek.console.search;

import java.util.List;

/** The typed text and the search results. */
public record Results(String text, List<Hit> hits) {}
