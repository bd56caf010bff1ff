package id.kezbek.cashback.rules;

import org.jspecify.annotations.Nullable;

/** What people call a rule, and what it is for. */
public record RuleName(String name, @Nullable String description) {}
