package id.kezbek.payouts;

import id.kezbek.facts.Fact;
import id.kezbek.ledger.Movement;
import java.util.List;
import java.util.Optional;

/** All that one report writes. */
record Entry(
        Attempts.Recorded attempt,
        Reported reported,
        String reason,
        Optional<AttemptChange> attemptChange,
        Optional<PayoutChange> payoutChange,
        List<Movement> movements,
        List<Fact> facts) {

    static Entry withoutChange(Attempts.Recorded attempt, Reported reported, List<Fact> facts) {
        return new Entry(attempt, reported, "", Optional.empty(), Optional.empty(), List.of(), facts);
    }
}
