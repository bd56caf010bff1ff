package id.kezbek.payouts.outcome;

import id.kezbek.facts.Fact;
import id.kezbek.ledger.Movement;
import id.kezbek.payouts.records.AttemptChange;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.payouts.records.PayoutChange;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.Optional;

/**
 * All rows to write for one result of an attempt.
 *
 * @param floatChange the change of the provider's available float
 * @param isFloatShort whether the provider refused the order because, in its books, the float does not cover it
 */
public record Entry(
        Attempts.Recorded attempt,
        Reported reported,
        String reason,
        Optional<AttemptChange> attemptChange,
        Optional<PayoutChange> payoutChange,
        List<Movement> movements,
        Money floatChange,
        boolean isFloatShort,
        List<Fact> facts) {

    static Entry withoutChange(Attempts.Recorded attempt, Reported reported, List<Fact> facts) {
        return new Entry(
                attempt, reported, "", Optional.empty(), Optional.empty(), List.of(), Money.ZERO, false, facts);
    }
}
