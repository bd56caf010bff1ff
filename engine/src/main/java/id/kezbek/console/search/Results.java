package id.kezbek.console.search;

import java.util.List;

/** What was typed, and what it is. */
public record Results(String text, List<Hit> hits) {}
