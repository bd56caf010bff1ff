package id.kezbek.payouts.decision;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The rounding of a payout at Kezbek's cost, approved by a second person. */
@Component
public class RoundPayoutAct extends NamedAct<RoundPayoutAct.Arguments> {

    public record Arguments(UUID payout) {}

    private final RoundPayout roundPayout;

    RoundPayoutAct(RoundPayout roundPayout) {
        super("ROUND_PAYOUT", Arguments.class, Role.ADMIN, Role.OPERATIONS, Role.FINANCE);
        this.roundPayout = roundPayout;
    }

    @Override
    public String subject(Arguments arguments) {
        return "payout " + Ids.text(arguments.payout());
    }

    @Override
    public String words(Arguments arguments) {
        return roundPayout.inWords(arguments.payout()) + " is rounded up to "
                + roundPayout.check(arguments.payout()).inWords() + " and sent; Kezbek pays the difference";
    }

    @Override
    public void check(Arguments arguments) {
        roundPayout.check(arguments.payout());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        roundPayout.round(arguments.payout(), decision.name());
    }
}
