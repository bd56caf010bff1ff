package id.kezbek.ledger.writing;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.ledger.AccountKind;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/** Writes off an amount in suspense after a second person's approval. */
@Component
public class WriteOffAct extends NamedAct<WriteOffAct.Arguments> {

    /** @param amount in rupiah */
    public record Arguments(BigDecimal amount) {

        public static Arguments of(Money amount) {
            return new Arguments(amount.decimal());
        }

        Money money() {
            return Money.rupiah(amount);
        }
    }

    private final WriteOff writeOff;

    WriteOffAct(WriteOff writeOff) {
        super("WRITE_OFF", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.writeOff = writeOff;
    }

    @Override
    public String subject(Arguments arguments) {
        return "account " + AccountKind.SUSPENSE;
    }

    @Override
    public String words(Arguments arguments) {
        return arguments.money() + " in suspense is written off";
    }

    @Override
    public void check(Arguments arguments) {
        writeOff.check(arguments.money());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        writeOff.writeOff(arguments.money(), decision.name());
    }
}
