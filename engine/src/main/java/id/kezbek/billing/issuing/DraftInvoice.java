package id.kezbek.billing.issuing;

import id.kezbek.billing.billables.Billables;
import id.kezbek.billing.billables.BillablesOfDays;
import id.kezbek.billing.billables.BillablesOfLines;
import id.kezbek.billing.documents.PrintedText;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.billing.invoices.InvoiceContent.Line;
import id.kezbek.billing.invoices.InvoiceContent.LineKind;
import id.kezbek.billing.invoices.InvoiceContent.Party;
import id.kezbek.billing.invoices.InvoiceContent.PayoutPart;
import id.kezbek.billing.invoices.InvoiceSettings;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.billing.tariff.InvoiceTerms;
import id.kezbek.billing.tariff.TermsOfInvoices;
import id.kezbek.billing.tax.InvoiceTaxes;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.partners.Partner;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Computes the content of an invoice, for the preview and for the invoice itself. */
@Component
public class DraftInvoice {

    private static final BigDecimal HUNDRED_PERCENT = BigDecimal.valueOf(100);

    /** The time that an invoice covers; the end is excluded. */
    private record Interval(Instant from, Instant until) {}

    private final BillablesOfLines ofLines;
    private final BillablesOfDays ofDays;
    private final TermsOfInvoices termsOfInvoices;
    private final Invoices invoices;
    private final Balances balances;
    private final InvoiceSettings settings;
    private final Clock clock;

    DraftInvoice(
            BillablesOfLines ofLines,
            BillablesOfDays ofDays,
            TermsOfInvoices termsOfInvoices,
            Invoices invoices,
            Balances balances,
            InvoiceSettings settings,
            Clock clock) {
        this.ofLines = ofLines;
        this.ofDays = ofDays;
        this.termsOfInvoices = termsOfInvoices;
        this.invoices = invoices;
        this.balances = balances;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Computes the invoice of a month from the ledger lines.
     *
     * @param cut limits the invoice to ledger lines before this time; the next month's invoice covers the rest. Null for the
     *     whole month
     * @throws Refusal STATE_CONFLICT without terms, or if the waiting time after the cut has not passed; BAD_VALUE if the cut is
     *     outside the month, or before the beginning of the next month's invoice if that exists
     */
    InvoiceContent of(Partner partner, YearMonth period, @Nullable Instant cut) {
        return content(partner, period, cut, ofLines);
    }

    /** The same content as {@link #of}, computed faster from the sums of days. */
    public InvoiceContent preview(Partner partner, YearMonth period, @Nullable Instant cut) {
        return content(partner, period, cut, ofDays);
    }

    /** The partners that owe something for the whole month. Payments of an interval are read once for all partners. */
    public List<Partner> owing(Collection<Partner> partners, YearMonth period) {
        Map<Interval, Map<PartnerId, List<PayoutPart>>> payouts = new HashMap<>();
        return partners.stream()
                .filter(partner -> {
                    Interval interval = interval(partner, period, null);
                    return !lines(
                                    requireTerms(partner, period),
                                    ofDays.cashback(partner.code(), interval.from(), interval.until())
                                            .amount(),
                                    payouts.computeIfAbsent(interval, read -> ofDays.payouts(read.from(), read.until()))
                                            .getOrDefault(partner.id(), List.of()))
                            .isEmpty();
                })
                .toList();
    }

    private Interval interval(Partner partner, YearMonth period, @Nullable Instant cut) {
        Instant end = startOf(period.plusMonths(1));
        Instant from = invoices.valid(partner.id(), period.minusMonths(1))
                .map(Invoice::until)
                .filter(until -> until.isBefore(startOf(period)))
                .orElse(startOf(period));
        // If an earlier invoice covered only a part of the month, the next month's invoice may already cover the rest.
        Optional<Invoice> next = invoices.valid(partner.id(), period.plusMonths(1));
        Instant last =
                next.map(Invoice::from).filter(begin -> begin.isBefore(end)).orElse(end);
        Instant until = cut == null ? last : cut.truncatedTo(ChronoUnit.MICROS);
        if (!until.isAfter(startOf(period)) || until.isAfter(last)) {
            throw Refusal.badField("cut", "must be a time in " + period + " in Asia/Jakarta, and at most " + last);
        }
        if (next.isPresent() && until.isBefore(last)) {
            throw Refusal.badField(
                    "cut",
                    "must be " + last + ", because invoice " + next.get().number()
                            + " of the next month begins at this time");
        }
        if (until.plus(settings.settleAfter()).isAfter(clock.instant())) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    cut == null
                            ? "the month " + period + " has not ended; to invoice a part of it, set the field cut"
                            : "the cut must be at least "
                                    + settings.settleAfter().toSeconds() + " seconds ago");
        }
        return new Interval(from, until);
    }

    InvoiceTerms requireTerms(Partner partner, YearMonth period) {
        return termsOfInvoices
                .of(partner.id(), period)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.STATE_CONFLICT,
                        "the partner has no invoice terms for " + period + "; propose them first"));
    }

    private InvoiceContent content(Partner partner, YearMonth period, @Nullable Instant cut, Billables billables) {
        InvoiceTerms terms = requireTerms(partner, period);
        Interval interval = interval(partner, period, cut);
        Instant from = interval.from();
        Instant until = interval.until();
        Billables.Cashback cashback = billables.cashback(partner.code(), from, until);
        List<PayoutPart> payouts = billables.payouts(from, until).getOrDefault(partner.id(), List.of());
        List<Line> lines = lines(terms, cashback.amount(), payouts);
        Money price = lines.stream().map(line -> Money.rupiah(line.amount())).reduce(Money.ZERO, Money::plus);
        InvoiceTaxes taxes = InvoiceTaxes.of(price, terms.chargesPpn(), terms.withholdsPph23());
        return new InvoiceContent(
                partner.code(),
                period.toString(),
                from,
                until,
                partner.fundingMode().name(),
                terms.language(),
                new Party(
                        settings.sellerName(), settings.sellerAddress(), settings.sellerNpwp(), settings.sellerIdtku()),
                new Party(terms.legalName(), terms.address(), terms.npwp(), terms.idtku()),
                settings.bankAccount(),
                settings.notesStampDuty(),
                lines,
                price.decimal(),
                taxes.base().decimal(),
                taxes.ppn().decimal(),
                price.plus(taxes.ppn()).decimal(),
                taxes.pph23().decimal(),
                cashback.amount().decimal(),
                owed(partner, until).decimal(),
                cashback.purchases(),
                cashback.parts(),
                payouts);
    }

    private static List<Line> lines(InvoiceTerms terms, Money cashback, List<PayoutPart> payouts) {
        List<Line> lines = new ArrayList<>();
        Money fee = terms.fee(
                cashback, payouts.stream().mapToLong(PayoutPart::payouts).sum());
        if (fee.isPositive()) {
            lines.add(new Line(LineKind.SERVICE_FEE, terms.percent(), fee.decimal()));
        }
        Money lacks = Money.rupiah(terms.minimum()).minus(fee);
        if (lacks.isPositive()) {
            lines.add(new Line(LineKind.MINIMUM, null, lacks.decimal()));
        }
        Money providers = payouts.stream()
                .map(part -> Money.rupiah(part.fees()))
                .reduce(Money.ZERO, Money::plus)
                .percentRoundedDownToWhole(HUNDRED_PERCENT);
        if (terms.passesProviderFees() && providers.isPositive()) {
            lines.add(new Line(LineKind.PROVIDER_FEES, null, providers.decimal()));
        }
        return List.copyOf(lines);
    }

    private Money owed(Partner partner, Instant until) {
        return partner.fundingMode() == Partner.FundingMode.PREPAID
                ? Money.ZERO
                : balances.at(Account.ofPartner(AccountKind.RECEIVABLE, partner.code()), until);
    }

    private static Instant startOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(Jakarta.ZONE).toInstant();
    }

    /** The message that says why the invoice cannot be issued; empty if it can be issued. */
    Optional<String> obstacle(InvoiceContent content) {
        if (content.total().signum() <= 0) {
            return Optional.of("there is nothing to invoice for " + content.period());
        }
        if (content.ppn().signum() > 0
                && (content.seller().npwp().isEmpty()
                        || content.seller().idtku().isEmpty())) {
            return Optional.of(
                    "an invoice with PPN needs the seller's tax numbers: set cezbek.billing.invoices.seller-npwp and seller-idtku");
        }
        // Checked here, because earlier versions stored terms without this check.
        return PrintedText.fault(content.buyer().name() + content.buyer().address())
                .map(fault -> "the legal name and address in the invoice terms " + fault + "; propose new terms");
    }
}
