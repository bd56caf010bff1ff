package id.kezbek.console.payouts;

import id.kezbek.console.transactions.Payout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of payouts from API v2. */
public record Payouts(List<Payout> items, @Nullable String nextCursor) {}
