package id.kezbek.reconciliation.acts;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.payouts.WriteOffFloat;
import id.kezbek.reconciliation.breaks.Break;
import id.kezbek.reconciliation.breaks.BreakList;
import id.kezbek.reconciliation.breaks.ChangeBreak;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Writes off a difference: the books are changed to the statement's value. A second person must approve the write-off.
 */
@Component
public class WriteOffBreakAct extends NamedAct<WriteOffBreakAct.Arguments> {

    public record Arguments(UUID breakId) {}

    private final BreakList list;
    private final ChangeBreak changeBreak;
    private final WriteOffFloat writeOffFloat;

    WriteOffBreakAct(BreakList list, ChangeBreak changeBreak, WriteOffFloat writeOffFloat) {
        super("WRITE_OFF_BREAK", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.list = list;
        this.changeBreak = changeBreak;
        this.writeOffFloat = writeOffFloat;
    }

    @Override
    public String subject(Arguments arguments) {
        return "break " + Ids.text(arguments.breakId());
    }

    @Override
    public String words(Arguments arguments) {
        Break of = list.require(arguments.breakId());
        return "the difference of " + of.difference() + " at provider " + of.provider() + " of " + of.day() + " ("
                + of.kind() + ") is written off; the books then agree with the statement";
    }

    @Override
    public void check(Arguments arguments) {
        boolean unused = checked(arguments).state().isStanding();
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        Break of = checked(arguments);
        writeOffFloat.writeOff(of.id(), of.provider(), of.difference());
        changeBreak.writtenOff(of.id(), decision.name());
    }

    private Break checked(Arguments arguments) {
        Break of = list.require(arguments.breakId());
        if (!of.state().isStanding()) {
            throw ChangeBreak.ended();
        }
        if (!of.kind().mayBeWrittenOff() || of.difference().hundredths() == 0) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "a break of the kind " + of.kind() + " cannot be written off; resolve its cause");
        }
        return of;
    }
}
