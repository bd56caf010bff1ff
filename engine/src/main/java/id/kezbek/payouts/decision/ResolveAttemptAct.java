package id.kezbek.payouts.decision;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.payouts.decision.ResolveAttempt.Resolution;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The resolution of an attempt, approved by a second person. */
@Component
public class ResolveAttemptAct extends NamedAct<ResolveAttemptAct.Arguments> {

    /** @param providerReference the provider's reference of the payment, if the people found one */
    public record Arguments(
            UUID attempt, Resolution outcome, @Nullable String providerReference) {}

    private final ResolveAttempt resolveAttempt;

    ResolveAttemptAct(ResolveAttempt resolveAttempt) {
        super("RESOLVE_ATTEMPT", Arguments.class, Role.ADMIN, Role.OPERATIONS, Role.FINANCE);
        this.resolveAttempt = resolveAttempt;
    }

    @Override
    public String subject(Arguments arguments) {
        return "attempt " + Ids.text(arguments.attempt());
    }

    @Override
    public String words(Arguments arguments) {
        String payout = resolveAttempt.payoutInWords(arguments.attempt());
        return switch (arguments.outcome()) {
            case PAID -> subject(arguments) + " is recorded as paid, and so is its " + payout;
            case NOT_PAID -> subject(arguments) + " is recorded as not paid; its " + payout + " is retried";
        };
    }

    @Override
    public void check(Arguments arguments) {
        resolveAttempt.check(arguments.attempt(), arguments.outcome());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        resolveAttempt.resolve(
                arguments.attempt(), arguments.outcome(), arguments.providerReference(), decision.name());
    }
}
