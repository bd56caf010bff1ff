package id.kezbek.billing.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.billing.documents.PrintedText;
import id.kezbek.billing.tariff.InvoiceTerms;
import id.kezbek.billing.tariff.InvoiceTerms.Fee;
import id.kezbek.billing.tariff.InvoiceTerms.Tier;
import id.kezbek.billing.tariff.InvoiceTermsAct;
import id.kezbek.billing.tariff.TermsOfInvoices;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The terms of a partner's invoices; each version is valid from a certain month. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class InvoiceTermsController {

    private static final String PATH = "/api/v2/partners/{code}/invoice-terms";
    private static final int REASON_MAX = 500;
    private static final int NAME_MAX = 120;
    private static final int ADDRESS_MAX = 300;
    private static final int WORD_MAX = 10;
    private static final int NPWP_LENGTH = 16;
    private static final int IDTKU_LENGTH = 22;
    private static final int TIERS_MAX = 20;
    private static final int DUE_DAYS_MAX = 180;
    private static final int VERSIONS_MAX = 200;
    private static final int PERCENT_LENGTH = 8;
    private static final Pattern FEE = Pattern.compile("PERCENT|FLAT|TIERS");
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,4})?");
    private static final Pattern NPWP = Pattern.compile("[0-9]{16}");
    private static final Pattern IDTKU = Pattern.compile("[0-9]{22}");
    private static final Pattern LANGUAGE = Pattern.compile("id|en");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private record Proposed(InvoiceTerms terms, String reason) {}

    record TierAnswer(@JsonProperty("up_to") @Nullable Amount upTo, String percent) {}

    record Terms(
            int version,
            @JsonProperty("effective_from") String effectiveFrom,
            String fee,
            @Nullable String percent,
            @JsonProperty("per_payout") @Nullable Amount perPayout,
            List<TierAnswer> tiers,
            Amount minimum,
            @JsonProperty("passes_provider_fees") boolean passesProviderFees,
            @JsonProperty("charges_ppn") boolean chargesPpn,
            @JsonProperty("withholds_pph23") boolean withholdsPph23,
            @JsonProperty("legal_name") String legalName,
            String address,
            String npwp,
            String idtku,
            String language,
            @JsonProperty("due_days") int dueDays,
            @JsonProperty("decided_by") String decidedBy,
            @JsonProperty("decided_at") Instant decidedAt) {}

    record AllTerms(
            List<Terms> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    private final ProposeAct proposeAct;
    private final InvoiceTermsAct invoiceTermsAct;
    private final TermsOfInvoices termsOfInvoices;
    private final PartnerPath partners;

    InvoiceTermsController(
            ProposeAct proposeAct,
            InvoiceTermsAct invoiceTermsAct,
            TermsOfInvoices termsOfInvoices,
            PartnerPath partners) {
        this.proposeAct = proposeAct;
        this.invoiceTermsAct = invoiceTermsAct;
        this.termsOfInvoices = termsOfInvoices;
        this.partners = partners;
    }

    @GetMapping(PATH)
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    AllTerms terms(Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        Partner partner = partners.find(code, caller);
        return new AllTerms(
                termsOfInvoices.all(partner.id(), VERSIONS_MAX).stream()
                        .map(InvoiceTermsController::answer)
                        .toList(),
                null);
    }

    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> propose(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = partners.find(code, caller);
        Proposed asked = Fields.readStrictly(body, fields -> read(fields, partner));
        return ApprovalAnswer.accepted(proposeAct.propose(invoiceTermsAct, asked.terms(), asked.reason(), caller));
    }

    private static Proposed read(Fields fields, Partner partner) {
        String month = fields.text("effective_from", 7);
        if (!month.isEmpty() && InvoicesController.month(month).isEmpty()) {
            fields.fault("effective_from", "must be a month, for example 2026-11");
        }
        String kind = fields.text("fee", WORD_MAX, FEE, "PERCENT, FLAT or TIERS");
        Fee fee = FEE.matcher(kind).matches() ? Fee.valueOf(kind) : Fee.PERCENT;
        BigDecimal percent = fee == Fee.PERCENT ? percent(fields) : null;
        Money perPayout = fee == Fee.FLAT ? fields.wholeMoney("per_payout") : null;
        List<Tier> tiers = fee == Fee.TIERS ? tiers(fields) : List.of();
        Money minimum = fields.optionalWholeMoney("minimum");
        String npwp = fields.text("npwp", NPWP_LENGTH, NPWP, "16 digits");
        String idtku = fields.text("idtku", IDTKU_LENGTH, IDTKU, "22 digits");
        return new Proposed(
                new InvoiceTerms(
                        partner.code(),
                        month,
                        fee,
                        percent,
                        perPayout == null ? null : perPayout.decimal(),
                        tiers,
                        (minimum == null ? Money.ZERO : minimum).decimal(),
                        fields.bool("passes_provider_fees"),
                        fields.bool("charges_ppn"),
                        fields.bool("withholds_pph23"),
                        printed(fields, "legal_name", NAME_MAX),
                        printed(fields, "address", ADDRESS_MAX),
                        npwp,
                        idtku,
                        fields.text("language", 2, LANGUAGE, "id or en"),
                        fields.integer("due_days", 0, DUE_DAYS_MAX)),
                fields.text("reason", REASON_MAX));
    }

    private static String printed(Fields fields, String name, int max) {
        String text = fields.text(name, max);
        PrintedText.fault(text).ifPresent(fault -> fields.fault(name, fault));
        return text;
    }

    private static List<Tier> tiers(Fields fields) {
        List<Tier> tiers = fields.objects("tiers", 1, TIERS_MAX, tier -> {
            Money upTo = tier.optionalWholeMoney("up_to");
            return new Tier(upTo == null ? null : upTo.decimal(), percent(tier));
        });
        for (int i = 0; i < tiers.size(); i++) {
            BigDecimal upTo = tiers.get(i).upTo();
            BigDecimal before = i == 0 ? BigDecimal.ZERO : tiers.get(i - 1).upTo();
            boolean isLast = i == tiers.size() - 1;
            if ((upTo == null) != isLast || upTo != null && before != null && upTo.compareTo(before) <= 0) {
                fields.fault("tiers", "must have increasing values of up_to; only the last tier has no up_to");
                return tiers;
            }
        }
        return tiers;
    }

    private static BigDecimal percent(Fields fields) {
        String text = fields.text("percent", PERCENT_LENGTH, PERCENT, "a percentage in quotes, for example \"2.5\"");
        BigDecimal percent = PERCENT.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
        if (percent.compareTo(HUNDRED) > 0) {
            fields.fault("percent", "must be at most 100");
        }
        return percent;
    }

    private static Terms answer(TermsOfInvoices.Decided decided) {
        InvoiceTerms terms = decided.terms();
        BigDecimal percent = terms.percent();
        BigDecimal perPayout = terms.perPayout();
        return new Terms(
                decided.version(),
                terms.effectiveFrom(),
                terms.fee().name(),
                percent == null ? null : percent.toPlainString(),
                perPayout == null ? null : Amount.of(Money.rupiah(perPayout)),
                terms.tiers().stream().map(InvoiceTermsController::answer).toList(),
                Amount.of(Money.rupiah(terms.minimum())),
                terms.passesProviderFees(),
                terms.chargesPpn(),
                terms.withholdsPph23(),
                terms.legalName(),
                terms.address(),
                terms.npwp(),
                terms.idtku(),
                terms.language(),
                terms.dueDays(),
                decided.decidedBy(),
                decided.decidedAt());
    }

    private static TierAnswer answer(Tier tier) {
        BigDecimal upTo = tier.upTo();
        return new TierAnswer(
                upTo == null ? null : Amount.of(Money.rupiah(upTo)),
                tier.percent().toPlainString());
    }
}
