package id.kezbek.payouts.floats;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The reversal of a float top-up, approved by a second person. */
@Component
public class ReverseFloatTopUpAct extends NamedAct<ReverseFloatTopUpAct.Arguments> {

    /**
     * @param transfer the id of the float top-up
     * @param provider the provider's code
     * @param amount the booked amount in rupiah
     * @param freesReference whether the bank reference may be booked again
     */
    public record Arguments(String transfer, String provider, BigDecimal amount, boolean freesReference) {

        public static Arguments of(UUID transfer, String provider, Money amount, boolean freesReference) {
            return new Arguments(Ids.text(transfer), provider, amount.decimal(), freesReference);
        }
    }

    private final ReverseFloatTopUp reverseFloatTopUp;

    ReverseFloatTopUpAct(ReverseFloatTopUp reverseFloatTopUp) {
        super("REVERSE_FLOAT_TOP_UP", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.reverseFloatTopUp = reverseFloatTopUp;
    }

    @Override
    public String subject(Arguments arguments) {
        return "provider " + arguments.provider() + ", FLOAT_TOP_UP " + arguments.transfer();
    }

    @Override
    public String words(Arguments arguments) {
        return "FLOAT_TOP_UP " + arguments.transfer() + " of provider " + arguments.provider() + ", "
                + Money.rupiah(arguments.amount()) + ", is reversed; its bank reference "
                + (arguments.freesReference() ? "may be booked again" : "stays booked");
    }

    @Override
    public void check(Arguments arguments) {
        reverseFloatTopUp.check(Ids.parse(arguments.transfer()));
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        reverseFloatTopUp.reverse(
                arguments.provider(), Ids.parse(arguments.transfer()), arguments.freesReference(), decision.name());
    }
}
