package id.kezbek.billing.tariff;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.NamedAct;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Sets new invoice terms of a partner after a second person's approval. */
@Component
public class InvoiceTermsAct extends NamedAct<InvoiceTerms> {

    private final TermsOfInvoices termsOfInvoices;
    private final PartnerDirectory partners;
    private final Invoices invoices;

    InvoiceTermsAct(TermsOfInvoices termsOfInvoices, PartnerDirectory partners, Invoices invoices) {
        super("INVOICE_TERMS", InvoiceTerms.class, Role.ADMIN, Role.FINANCE);
        this.termsOfInvoices = termsOfInvoices;
        this.partners = partners;
        this.invoices = invoices;
    }

    @Override
    public Optional<Duty> duty() {
        return Optional.of(Duty.FUNDER);
    }

    @Override
    public String subject(InvoiceTerms terms) {
        return "partner " + terms.partner() + ", invoices from " + terms.effectiveFrom();
    }

    @Override
    public String words(InvoiceTerms terms) {
        return "partner " + terms.partner() + " pays from " + terms.effectiveFrom() + " " + fee(terms)
                + ", at least " + Money.rupiah(terms.minimum()).inWords() + " a month; providers' fees are "
                + (terms.passesProviderFees() ? "passed on" : "not passed on") + "; "
                + (terms.chargesPpn() ? "with PPN" : "without PPN")
                + (terms.withholdsPph23() ? "; the partner withholds PPh 23" : "");
    }

    private static String fee(InvoiceTerms terms) {
        return switch (terms.fee()) {
            case PERCENT -> terms.percent() + " % of its cashback";
            case FLAT -> Money.rupiah(Objects.requireNonNull(terms.perPayout())).inWords() + " for each payout";
            case TIERS ->
                terms.tiers().stream()
                        .map(tier -> tier.percent() + " % "
                                + (tier.upTo() == null
                                        ? "of the rest"
                                        : "up to " + Money.rupiah(tier.upTo()).inWords()))
                        .collect(Collectors.joining(", ", "", " of its cashback"));
        };
    }

    @Override
    public void check(InvoiceTerms terms) {
        termsOfInvoices.lastInvoiced(find(terms).id()).ifPresent(last -> {
            if (!terms.firstMonth().isAfter(last)) {
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT,
                        "the partner has an invoice for " + last + "; new terms can begin in " + last.plusMonths(1));
            }
        });
    }

    @Override
    public void carryOut(InvoiceTerms terms, Decision decision) {
        // An invoice that is being issued has the former terms.
        invoices.lock(find(terms).id());
        check(terms);
        termsOfInvoices.add(find(terms).id(), terms, decision.name());
    }

    private Partner find(InvoiceTerms terms) {
        return partners.find(terms.partner())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }
}
