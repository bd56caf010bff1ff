package id.kezbek.payouts.bulk;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.ApprovalState;
import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.payouts.bulk.BulkDecisions.Stored;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * One decision about many payouts, approved by a second person. The approval is only recorded; {@link
 * ApplyBulkDecisions} then decides each payout in its own transaction.
 */
@Component
public class BulkDecisionAct extends NamedAct<BulkDecisionAct.Arguments> {

    /**
     * @param payouts the id of the stored payouts
     * @param first the number of payouts and the first payout's id, as text
     * @param total the sum of the payouts' amounts, in rupiah
     * @param digest the digest of the payouts' values
     */
    public record Arguments(
            UUID payouts, BulkDecision decision, String first, int count, BigDecimal total, String digest) {}

    private static final String KIND = "DECIDE_PAYOUTS";

    private final BulkDecisions decisions;
    private final ChangedPayouts changedPayouts;
    private final Clock clock;

    BulkDecisionAct(BulkDecisions decisions, ChangedPayouts changedPayouts, Clock clock) {
        super(KIND, Arguments.class, Role.ADMIN, Role.OPERATIONS, Role.FINANCE);
        this.decisions = decisions;
        this.changedPayouts = changedPayouts;
        this.clock = clock;
    }

    static Arguments arguments(UUID id, BulkDecision decision, FrozenPayouts frozen) {
        return new Arguments(
                id, decision, frozen.inWords(), frozen.count(), frozen.total().decimal(), frozen.digest());
    }

    @Override
    public String subject(Arguments arguments) {
        return arguments.first();
    }

    @Override
    public String words(Arguments arguments) {
        return arguments.count() + (arguments.count() == 1 ? " payout of " : " payouts of ")
                + Money.rupiah(arguments.total()).inWords() + " in total are "
                + arguments.decision().effect() + "; a payout that changes before then is skipped";
    }

    @Override
    public void check(Arguments arguments) {
        require(arguments);
    }

    @Override
    public List<String> warnings(Arguments arguments) {
        int changed = changedPayouts.count(arguments.payouts());
        return changed == 0
                ? List.of()
                : List.of(
                        changed + " of " + arguments.count()
                                + " payouts have changed since the proposal or have an open callback; the approval would skip them");
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        require(arguments);
        decisions.approve(arguments.payouts(), decision.approval(), clock.instant());
    }

    /** Whether this approval was granted for exactly these payouts. */
    static boolean hasApproved(Approval approval, Stored stored) {
        return approval.state() == ApprovalState.APPROVED
                && approval.kind().equals(KIND)
                && isAbout(JsonMapper.shared().readValue(approval.arguments(), Arguments.class), stored);
    }

    private static boolean isAbout(Arguments arguments, Stored stored) {
        return stored.id().equals(arguments.payouts())
                && stored.decision() == arguments.decision()
                && stored.frozen().digest().equals(arguments.digest());
    }

    /** Rejects rows that were changed in the database since the proposal. */
    private void require(Arguments arguments) {
        boolean isUnchanged = decisions
                .find(arguments.payouts())
                .filter(stored -> isAbout(arguments, stored))
                .isPresent();
        if (!isUnchanged) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the stored payouts differ from the proposal; make a new proposal");
        }
    }
}
