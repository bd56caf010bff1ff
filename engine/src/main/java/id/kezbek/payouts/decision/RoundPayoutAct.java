package id.kezbek.payouts.decision;

import id.kezbek.approvals.Act;
import id.kezbek.approvals.Decision;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The rounding of a payout at Kezbek's cost, approved by a second person. */
@Component
public class RoundPayoutAct implements Act<RoundPayoutAct.Arguments> {

    public record Arguments(UUID payout) {}

    private final RoundPayout roundPayout;

    RoundPayoutAct(RoundPayout roundPayout) {
        this.roundPayout = roundPayout;
    }

    @Override
    public String kind() {
        return "ROUND_PAYOUT";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.of(Role.ADMIN, Role.OPERATIONS, Role.FINANCE);
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
