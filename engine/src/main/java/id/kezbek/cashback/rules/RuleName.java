package id.kezbek.cashback.rules;

import org.jspecify.annotations.Nullable;

/** A rule's name and purpose, for people. */
public record RuleName(String name, @Nullable String description) {}
