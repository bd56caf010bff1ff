package id.kezbek.payouts.outcome;

import java.util.UUID;

/** A conclusion about one attempt that is to be recorded. */
public record Report(UUID attempt, UUID payout, Finding finding) {}
