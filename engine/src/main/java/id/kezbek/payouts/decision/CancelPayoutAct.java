package id.kezbek.payouts.decision;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The cancellation of a payout, approved by a second person. */
@Component
public class CancelPayoutAct extends NamedAct<CancelPayoutAct.Arguments> {

    public record Arguments(UUID payout) {}

    private final CancelPayout cancelPayout;

    CancelPayoutAct(CancelPayout cancelPayout) {
        super("CANCEL_PAYOUT", Arguments.class, Role.ADMIN, Role.OPERATIONS, Role.FINANCE);
        this.cancelPayout = cancelPayout;
    }

    @Override
    public String subject(Arguments arguments) {
        return "payout " + Ids.text(arguments.payout());
    }

    @Override
    public String words(Arguments arguments) {
        return cancelPayout.inWords(arguments.payout()) + " is cancelled, and the partner gets the amount back";
    }

    @Override
    public void check(Arguments arguments) {
        cancelPayout.check(arguments.payout());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        cancelPayout.cancel(arguments.payout(), decision.name());
    }
}
