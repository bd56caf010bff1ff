package id.kezbek.trials.torture.checks;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares the three records with each other. The oracle uses no code of the engine, and of the engine's rules only the
 * published tables.
 */
public final class Oracle {

    private Oracle() {}

    /** Checks rules that must be true even while callers send requests and orders are in progress. */
    public static List<Violation> always(Evidence evidence) {
        List<Violation> found = new ArrayList<>();
        found.addAll(ToldChecks.always(evidence));
        found.addAll(PaymentChecks.always(evidence));
        found.addAll(LedgerChecks.always(evidence));
        found.addAll(RefundChecks.always(evidence));
        found.addAll(LoyaltyChecks.of(evidence.rows()));
        return found;
    }

    /** Checks rules that must be true some time after the last disturbance, when all work should be finished. */
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
