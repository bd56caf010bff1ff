package id.kezbek.ledger.writing;

import id.kezbek.approvals.Act;
import id.kezbek.approvals.Decision;
import id.kezbek.ledger.AccountKind;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The write-off of suspense, approved by a second person. */
@Component
public class WriteOffAct implements Act<WriteOffAct.Arguments> {

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
        this.writeOff = writeOff;
    }

    @Override
    public String kind() {
        return "WRITE_OFF";
    }

    @Override
    public Class<Arguments> arguments() {
        return Arguments.class;
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.of(Role.ADMIN, Role.FINANCE);
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
