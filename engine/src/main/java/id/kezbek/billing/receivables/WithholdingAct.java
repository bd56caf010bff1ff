package id.kezbek.billing.receivables;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.NamedAct;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Records the certificate for tax that a partner withheld, after a second person's approval. */
@Component
public class WithholdingAct extends NamedAct<WithholdingAct.Arguments> {

    /**
     * @param partner the partner's code
     * @param invoice the invoice's id
     * @param number the invoice's number, for the approver
     * @param certificate the number of the certificate (bukti potong)
     * @param dated the date of the certificate
     */
    public record Arguments(
            String partner, String invoice, String number, String certificate, String dated, BigDecimal amount) {}

    private final RecordWithholding recordWithholding;
    private final PartnerDirectory partners;

    WithholdingAct(RecordWithholding recordWithholding, PartnerDirectory partners) {
        super("TAX_WITHHELD", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.recordWithholding = recordWithholding;
        this.partners = partners;
    }

    @Override
    public Optional<Duty> duty() {
        return Optional.of(Duty.FUNDER);
    }

    @Override
    public String subject(Arguments arguments) {
        return "partner " + arguments.partner() + ", certificate for invoice " + arguments.number();
    }

    @Override
    public String words(Arguments arguments) {
        return "partner " + arguments.partner() + " withheld "
                + Money.rupiah(arguments.amount()).inWords() + " of PPh 23 from invoice " + arguments.number()
                + ", certificate " + arguments.certificate() + " of " + arguments.dated();
    }

    @Override
    public void check(Arguments arguments) {
        recordWithholding.check(find(arguments), Ids.parse(arguments.invoice()), Money.rupiah(arguments.amount()));
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        recordWithholding.record(
                find(arguments),
                Ids.parse(arguments.invoice()),
                arguments.certificate(),
                LocalDate.parse(arguments.dated()),
                Money.rupiah(arguments.amount()),
                decision.name());
    }

    private Partner find(Arguments arguments) {
        return partners.find(arguments.partner())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }
}
