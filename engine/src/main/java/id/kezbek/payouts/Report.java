package id.kezbek.payouts;

import java.util.UUID;

/** A finding about one attempt, on its way to be written. */
public record Report(UUID attempt, UUID payout, Finding finding) {}
