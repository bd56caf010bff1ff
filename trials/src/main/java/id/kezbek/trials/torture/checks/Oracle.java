package id.kezbek.trials.torture.checks;

import java.util.ArrayList;
import java.util.List;

/** Holds the three accounts against each other. It shares nothing with the engine but the published tables. */
public final class Oracle {

    private Oracle() {}

    /** What must hold while callers call and orders are on their way. */
    public static List<Violation> always(Evidence evidence) {
        List<Violation> found = new ArrayList<>();
        found.addAll(ToldChecks.always(evidence));
        found.addAll(PaymentChecks.always(evidence));
        found.addAll(LedgerChecks.always(evidence));
        found.addAll(RefundChecks.always(evidence));
        found.addAll(LoyaltyChecks.of(evidence.rows()));
        return found;
    }

    /** What must hold when nothing is hurt any more and everything has had its time. */
    public static List<Violation> atRest(Evidence evidence) {
        List<Violation> found = new ArrayList<>();
        found.addAll(ToldChecks.atRest(evidence));
        found.addAll(PaymentChecks.atRest(evidence));
        found.addAll(LedgerChecks.atRest(evidence));
        found.addAll(RefundChecks.atRest(evidence));
        found.addAll(LoyaltyChecks.of(evidence.rows()));
        found.addAll(EndChecks.of(evidence));
        return found;
    }
}
