package id.kezbek.billing.transfers;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.NamedAct;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reverses a partner's top-up or payment after a second person's approval. */
@Component
public class ReverseTransferAct extends NamedAct<ReverseTransferAct.Arguments> {

    /**
     * @param transfer the id of the top-up or payment
     * @param partner the partner's code
     * @param amount the booked amount in rupiah
     * @param freesReference whether the bank reference may be booked again
     */
    public record Arguments(
            String transfer, MovementKind movement, String partner, BigDecimal amount, boolean freesReference) {

        public static Arguments of(Partner partner, ReverseTransfer.Booked booked, boolean freesReference) {
            return new Arguments(
                    Ids.text(booked.id()),
                    booked.movement(),
                    partner.code(),
                    booked.amount().decimal(),
                    freesReference);
        }
    }

    private final ReverseTransfer reverseTransfer;
    private final PartnerDirectory partners;

    ReverseTransferAct(ReverseTransfer reverseTransfer, PartnerDirectory partners) {
        super("REVERSE_TRANSFER", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.reverseTransfer = reverseTransfer;
        this.partners = partners;
    }

    @Override
    public Optional<Duty> duty() {
        return Optional.of(Duty.FUNDER);
    }

    @Override
    public String subject(Arguments arguments) {
        return "partner " + arguments.partner() + ", " + arguments.movement() + " " + arguments.transfer();
    }

    @Override
    public String words(Arguments arguments) {
        return arguments.movement() + " " + arguments.transfer() + " of partner " + arguments.partner() + ", "
                + Money.rupiah(arguments.amount()).inWords() + ", is reversed; its bank reference "
                + (arguments.freesReference() ? "may be booked again" : "stays booked");
    }

    @Override
    public void check(Arguments arguments) {
        Partner partner = partner(arguments);
        reverseTransfer.check(partner, booked(partner, arguments));
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        Partner partner = partner(arguments);
        reverseTransfer.reverse(partner, booked(partner, arguments), arguments.freesReference(), decision.name());
    }

    private ReverseTransfer.Booked booked(Partner partner, Arguments arguments) {
        return reverseTransfer.find(partner, Ids.parse(arguments.transfer()));
    }

    private Partner partner(Arguments arguments) {
        return partners.find(arguments.partner())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }
}
