package id.kezbek.reconciliation.acts;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.payouts.StatementEvidence;
import id.kezbek.reconciliation.breaks.Break;
import id.kezbek.reconciliation.breaks.BreakList;
import id.kezbek.reconciliation.breaks.ChangeBreak;
import id.kezbek.reconciliation.matching.BreakKind;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Records that an attempt with an unknown result was not paid, because complete statements do not contain the attempt.
 * A second person must approve this decision.
 */
@Component
public class NotPaidBreakAct extends NamedAct<NotPaidBreakAct.Arguments> {

    public record Arguments(UUID breakId) {}

    private final BreakList list;
    private final StatementEvidence evidence;

    NotPaidBreakAct(BreakList list, StatementEvidence evidence) {
        super("NOT_PAID_BY_STATEMENT", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.list = list;
        this.evidence = evidence;
    }

    @Override
    public String subject(Arguments arguments) {
        return "break " + Ids.text(arguments.breakId());
    }

    @Override
    public String words(Arguments arguments) {
        Break of = list.require(arguments.breakId());
        return "the attempt of the break at provider " + of.provider() + " of " + of.day()
                + " is recorded as not paid, because no statement contains it; its payout is retried";
    }

    @Override
    public void check(Arguments arguments) {
        boolean unused = checked(arguments).state().isStanding();
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        Break of = checked(arguments);
        evidence.notPaid(Objects.requireNonNull(of.attempt()), decision.name());
    }

    private Break checked(Arguments arguments) {
        Break of = list.require(arguments.breakId());
        if (!of.state().isStanding()) {
            throw ChangeBreak.ended();
        }
        if (of.kind() != BreakKind.UNKNOWN_ABSENT || of.attempt() == null) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "possible only for an attempt with an unknown result that is missing in complete statements");
        }
        evidence.checkNotPaid(of.attempt());
        return of;
    }
}
