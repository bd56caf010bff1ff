package id.kezbek.payouts.refund;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.NamedAct;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes off the amount that a customer owes for a refund, after a second person's approval. */
@Component
public class WriteOffRefundAct extends NamedAct<WriteOffRefundAct.Arguments> {

    public record Arguments(UUID refund) {}

    private final WriteOffRefund writeOffRefund;

    WriteOffRefundAct(WriteOffRefund writeOffRefund) {
        super("WRITE_OFF_REFUND", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.writeOffRefund = writeOffRefund;
    }

    @Override
    public String subject(Arguments arguments) {
        return "refund " + Ids.text(arguments.refund());
    }

    @Override
    public String words(Arguments arguments) {
        return writeOffRefund.inWords(arguments.refund()) + " is written off";
    }

    @Override
    public void check(Arguments arguments) {
        writeOffRefund.check(arguments.refund());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        writeOffRefund.writeOff(arguments.refund());
    }
}
