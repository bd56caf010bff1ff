package id.kezbek.billing.receivables;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.NamedAct;
import id.kezbek.ledger.BankTransfers;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Books a partner's payment of invoices after a second person's approval. */
@Component
public class InvoicePaymentAct extends NamedAct<InvoicePaymentAct.Arguments> {

    /**
     * @param id the id of the future booking
     * @param partner the partner's code
     * @param amount the amount in rupiah
     */
    public record Arguments(
            String id, String partner, BigDecimal amount, String bankReference, List<Allocations.Told> allocations) {}

    private final RecordInvoicePayment recordInvoicePayment;
    private final BankTransfers bankTransfers;
    private final PartnerDirectory partners;

    InvoicePaymentAct(
            RecordInvoicePayment recordInvoicePayment, BankTransfers bankTransfers, PartnerDirectory partners) {
        super("INVOICE_PAYMENT", Arguments.class, Role.ADMIN, Role.FINANCE);
        this.recordInvoicePayment = recordInvoicePayment;
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
        return "partner " + arguments.partner() + ", payment of invoices " + arguments.id();
    }

    @Override
    public String words(Arguments arguments) {
        return "partner " + arguments.partner() + " transferred "
                + Money.rupiah(arguments.amount()).inWords() + " for its invoices, bank reference "
                + arguments.bankReference()
                + (arguments.allocations().isEmpty()
                        ? "; the oldest invoices are paid first"
                        : "; it pays "
                                + arguments.allocations().stream()
                                        .map(part -> part.invoice() + " with "
                                                + Money.rupiah(part.amount()).inWords())
                                        .collect(Collectors.joining(", ")));
    }

    @Override
    public void check(Arguments arguments) {
        recordInvoicePayment.check(
                find(arguments), Money.rupiah(arguments.amount()), arguments.bankReference(), arguments.allocations());
    }

    @Override
    public void carryOut(Arguments arguments, Decision decision) {
        check(arguments);
        // The approval's id serves as the key, because an approval is carried out only once.
        recordInvoicePayment.record(
                Ids.parse(arguments.id()),
                new InvoicePayment(
                        find(arguments),
                        Money.rupiah(arguments.amount()),
                        arguments.bankReference(),
                        arguments.allocations(),
                        decision.name(),
                        decision.name()));
    }

    private Partner find(Arguments arguments) {
        return partners.find(arguments.partner())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }
}
