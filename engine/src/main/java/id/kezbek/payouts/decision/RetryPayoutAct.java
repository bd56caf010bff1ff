package id.kezbek.payouts.decision;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The retry of a payout in ATTENTION, approved by a second person. */
@Component
public class RetryPayoutAct extends NamedAct<RetryPayoutAct.Arguments> {

    public record Arguments(UUID payout) {}

    private final RetryPayout retryPayout;

    RetryPayoutAct(RetryPayout retryPayout) {
        super("RETRY_PAYOUT", Arguments.class, Role.ADMIN, Role.OPERATIONS, Role.FINANCE);
        this.retryPayout = retryPayout;
    }

    @Override
    public String subject(Arguments arguments) {
        return "payout " + Ids.text(arguments.payout());
    }

    @Override
    public String words(Arguments arguments) {
        return retryPayout.inWords(arguments.payout()) + " is retried, and its earlier rejections no longer count";
    }

    @Override
    public void check(Arguments arguments) {
        retryPayout.check(arguments.payout());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        retryPayout.retry(arguments.payout(), decision.name());
    }
}
