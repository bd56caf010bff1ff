package id.kezbek.console.overview;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of API v2's responses that the overview reads. */
final class Answers {

    private Answers() {}

    record Stuck(List<StuckPayout> items, @Nullable String nextCursor) {}

    record StuckPayout(String waitsFor, long ageSeconds) {}

    record Approvals(List<Approval> items, @Nullable String nextCursor) {}

    record Approval(String proposedBy) {}

    record Breaks(long count, Money atStake) {}

    record Floats(List<Runway> items) {}

    record Runway(String owner, int runwayDays) {}

    record Jobs(List<Job> items) {}

    record Job(String name) {}

    record Some(List<Object> items, @Nullable String nextCursor) {}

    record Compared(Ledger ledger) {}

    record Purchases(List<PurchaseFigures> items) {}

    record PurchaseFigures(
            LocalDate day, long purchases, Money amount, Money cashback, Money reward, long newCustomers) {}

    record Payouts(List<PayoutFigures> items) {}

    record PayoutFigures(LocalDate day, String outcome, long payouts, Money amount, Money fee) {}

    record Ledger(
            String state,
            boolean isAmber,
            Money residual,
            @Nullable Instant asOf) {}

    record Current(Who who) {}

    record Who(@Nullable String partner, @Nullable String company) {}

    record Funding(String mode, Money balance, @Nullable Money available) {}
}
