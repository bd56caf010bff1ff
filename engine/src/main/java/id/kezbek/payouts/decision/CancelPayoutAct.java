package id.kezbek.payouts.decision;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The cancellation of a payout, approved by a second person. */
@Component
public class CancelPayoutAct extends NamedAct<CancelPayoutAct.Arguments> {

    /** @param amount the payout's amount at the proposal, in rupiah; null in proposals of earlier versions */
    public record Arguments(UUID payout, @Nullable BigDecimal amount) {}

    private final CancelPayout cancelPayout;

    CancelPayoutAct(CancelPayout cancelPayout) {
        super("CANCEL_PAYOUT", Arguments.class, Role.ADMIN, Role.OPERATIONS, Role.FINANCE);
        this.cancelPayout = cancelPayout;
    }

    /** @throws id.kezbek.shared.Refusal NOT_FOUND if there is no such payout */
    public Arguments of(UUID payout) {
        return new Arguments(payout, cancelPayout.amount(payout).decimal());
    }

    @Override
    public String subject(Arguments arguments) {
        return "payout " + Ids.text(arguments.payout());
    }

    @Override
    public String words(Arguments arguments) {
        return cancelPayout.inWords(arguments.payout())
                + " is cancelled, and the partner gets the amount back, except what a refund has returned already";
    }

    @Override
    public void check(Arguments arguments) {
        cancelPayout.check(arguments.payout());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        BigDecimal amount = arguments.amount();
        cancelPayout.cancel(arguments.payout(), amount == null ? null : Money.rupiah(amount), decision.name());
    }
}
