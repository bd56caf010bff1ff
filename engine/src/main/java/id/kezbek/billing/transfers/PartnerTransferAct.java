package id.kezbek.billing.transfers;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.NamedAct;
import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.ledger.BankTransfers;
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
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Books a partner's transfer: a top-up of a prepaid partner or a payment of a postpaid one. A second person must
 * approve.
 */
@Component
public class PartnerTransferAct extends NamedAct<PartnerTransferAct.Arguments> {

    /**
     * @param id the id of the future booking
     * @param movement TOP_UP or PARTNER_PAYMENT
     * @param partner the partner's code
     * @param amount the amount in rupiah
     */
    public record Arguments(String id, MovementKind movement, String partner, BigDecimal amount, String bankReference) {

        public static Arguments of(
                UUID id, MovementKind movement, Partner partner, Money amount, String bankReference) {
            return new Arguments(Ids.text(id), movement, partner.code(), amount.decimal(), bankReference);
        }

        Money money() {
            return Money.rupiah(amount);
        }
    }

    private final RecordTopUp recordTopUp;
    private final RecordPayment recordPayment;
    private final BankTransfers bankTransfers;
    private final PartnerDirectory partners;

    PartnerTransferAct(
            RecordTopUp recordTopUp,
            RecordPayment recordPayment,
            BankTransfers bankTransfers,
            PartnerDirectory partners) {
        super("PARTNER_TRANSFER", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.recordTopUp = recordTopUp;
        this.recordPayment = recordPayment;
        this.bankTransfers = bankTransfers;
        this.partners = partners;
    }

    @Override
    public Optional<Duty> duty() {
        return Optional.of(Duty.FUNDER);
    }

    @Override
    public String claim(Arguments arguments) {
        return bankTransfers.claim(arguments.bankReference());
    }

    @Override
    public String subject(Arguments arguments) {
        return "partner " + arguments.partner() + ", " + arguments.movement() + " " + arguments.id();
    }

    @Override
    public String words(Arguments arguments) {
        return "partner " + arguments.partner() + " transferred "
                + arguments.money().inWords() + ", bank reference "
                + arguments.bankReference() + "; "
                + (isTopUp(arguments) ? "the balance increases by this amount" : "the debt decreases by this amount");
    }

    @Override
    public void check(Arguments arguments) {
        Partner partner = partner(arguments);
        if (isTopUp(arguments)) {
            recordTopUp.check(partner.id(), arguments.bankReference());
        } else {
            recordPayment.check(partner.id(), arguments.bankReference());
        }
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        UUID id = Ids.parse(arguments.id());
        Partner partner = partner(arguments);
        Money amount = arguments.money();
        // The approval's id serves as the key, because an approval is carried out only once.
        if (isTopUp(arguments)) {
            recordTopUp.record(
                    id, new TopUp(partner, amount, arguments.bankReference(), decision.name(), decision.name()));
        } else {
            recordPayment.record(
                    id, new Payment(partner, amount, arguments.bankReference(), decision.name(), decision.name()));
        }
    }

    private Partner partner(Arguments arguments) {
        return partners.find(arguments.partner())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }

    private static boolean isTopUp(Arguments arguments) {
        return arguments.movement() == MovementKind.TOP_UP;
    }
}
