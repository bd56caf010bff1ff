package id.kezbek.payouts.bulk;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.reading.PayoutArchive;
import id.kezbek.payouts.reading.PayoutArchive.Stuck;
import id.kezbek.payouts.reading.StuckFilter;
import id.kezbek.shared.Money;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Lists the waiting payouts that can be decided now, the oldest first. */
@Component
public class ListDecidable {

    /** @param hasMore whether the filter finds more payouts than one decision may contain */
    public record Listed(List<Stuck> payouts, boolean hasMore) {

        public Money total() {
            return payouts.stream().map(one -> one.payout().amount()).reduce(Money.ZERO, Money::plus);
        }
    }

    private final PayoutArchive archive;
    private final PayoutSettings settings;
    private final Clock clock;

    ListDecidable(PayoutArchive archive, PayoutSettings settings, Clock clock) {
        this.archive = archive;
        this.settings = settings;
        this.clock = clock;
    }

    public Listed list(BulkDecision decision, StuckFilter filter) {
        Set<PayoutState> states = EnumSet.copyOf(decision.states());
        if (!filter.states().isEmpty()) {
            states.retainAll(filter.states());
        }
        if (states.isEmpty()) {
            return new Listed(List.of(), false);
        }
        List<Stuck> found = archive.decidable(
                new PayoutArchive.StuckPage(
                        filter.in(states), null, clock.instant().minus(settings.stuckAfter()), FrozenPayouts.MAX + 1),
                decision.isAboutAttempts());
        return new Listed(
                found.subList(0, Math.min(found.size(), FrozenPayouts.MAX)), found.size() > FrozenPayouts.MAX);
    }
}
