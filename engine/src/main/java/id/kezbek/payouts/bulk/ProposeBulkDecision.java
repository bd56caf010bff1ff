package id.kezbek.payouts.bulk;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Caller;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Proposes one decision about many payouts. The proposal fixes the payouts and their amounts. */
@Component
public class ProposeBulkDecision {

    /** A payout with the amount that the person saw. */
    public record Seen(UUID payout, Money amount) {}

    private final FreezePayouts freezePayouts;
    private final BulkDecisions decisions;
    private final BulkDecisionAct act;
    private final ProposeAct proposeAct;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    ProposeBulkDecision(
            FreezePayouts freezePayouts,
            BulkDecisions decisions,
            BulkDecisionAct act,
            ProposeAct proposeAct,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.freezePayouts = freezePayouts;
        this.decisions = decisions;
        this.act = act;
        this.proposeAct = proposeAct;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Stores the proposal, in the caller's transaction or in a new one.
     *
     * @param seen 1 to {@value FrozenPayouts#MAX} payouts
     * @throws id.kezbek.shared.Refusal BAD_PAYLOAD for an unknown or repeated payout; STATE_CONFLICT if any of the
     *     payouts cannot be decided now; or as {@link ProposeAct#propose}
     */
    public Approval propose(BulkDecision decision, List<Seen> seen, String reason, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            FrozenPayouts frozen = freezePayouts.freeze(decision, seen);
            UUID id = ids.next();
            decisions.add(id, decision, frozen, clock.instant().truncatedTo(ChronoUnit.MICROS));
            return proposeAct.propose(act, BulkDecisionAct.arguments(id, decision, frozen), reason, caller);
        }));
    }
}
