package id.kezbek.payouts.floats;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.ledger.BankTransfers;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The booking of a transfer to a provider, approved by a second person. */
@Component
public class FloatTopUpAct extends NamedAct<FloatTopUpAct.Arguments> {

    /**
     * @param id the id of the future booking
     * @param provider the provider's code
     * @param amount the amount in rupiah
     */
    public record Arguments(String id, String provider, BigDecimal amount, String bankReference) {

        public static Arguments of(UUID id, String provider, Money amount, String bankReference) {
            return new Arguments(Ids.text(id), provider, amount.decimal(), bankReference);
        }

        Money money() {
            return Money.rupiah(amount);
        }
    }

    private final RecordFloatTopUp recordFloatTopUp;
    private final BankTransfers bankTransfers;

    FloatTopUpAct(RecordFloatTopUp recordFloatTopUp, BankTransfers bankTransfers) {
        super("FLOAT_TOP_UP", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.recordFloatTopUp = recordFloatTopUp;
        this.bankTransfers = bankTransfers;
    }

    @Override
    public String claim(Arguments arguments) {
        return bankTransfers.claim(arguments.bankReference());
    }

    @Override
    public String subject(Arguments arguments) {
        return "provider " + arguments.provider() + ", FLOAT_TOP_UP " + arguments.id();
    }

    @Override
    public String words(Arguments arguments) {
        return arguments.money() + " were transferred to provider " + arguments.provider() + ", bank reference "
                + arguments.bankReference() + "; the float increases by this amount";
    }

    @Override
    public void check(Arguments arguments) {
        recordFloatTopUp.check(arguments.provider(), arguments.bankReference());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        recordFloatTopUp.record(
                Ids.parse(arguments.id()),
                arguments.provider(),
                arguments.money(),
                arguments.bankReference(),
                decision.name());
    }
}
