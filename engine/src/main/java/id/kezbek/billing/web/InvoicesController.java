package id.kezbek.billing.web;

import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.Duties;
import id.kezbek.approvals.Duty;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.billing.documents.InvoiceFiles;
import id.kezbek.billing.invoices.CreditNotes;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.billing.issuing.DraftInvoice;
import id.kezbek.billing.issuing.IssueInvoice;
import id.kezbek.billing.receivables.WithholdingAct;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.CallsOutside;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A partner's invoices: preview, issue, files and certificates. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class InvoicesController {

    static final String PATH = "/api/v2/partners/{code}/invoices";
    private static final String INVOICES = "invoices";
    private static final int REASON_MAX = 500;
    private static final int CERTIFICATE_MAX = 40;
    private static final int NUMBER_MAX = 40;
    private static final int MONTH_LENGTH = 7;
    private static final int DAY_LENGTH = 10;
    private static final String MONTH = "must be a month, for example 2026-11";

    private record Asked(
            @Nullable YearMonth period, @Nullable Instant cut) {}

    private record Certificate(String number, @Nullable LocalDate dated, Money amount, String reason) {}

    private record Listed(@Nullable UUID before, int limit) {}

    private final DraftInvoice draftInvoice;
    private final IssueInvoice issueInvoice;
    private final Invoices invoices;
    private final CreditNotes notes;
    private final InvoiceFiles invoiceFiles;
    private final ProposeAct proposeAct;
    private final WithholdingAct withholdingAct;
    private final Duties duties;
    private final PartnerPath partners;

    InvoicesController(
            DraftInvoice draftInvoice,
            IssueInvoice issueInvoice,
            Invoices invoices,
            CreditNotes notes,
            InvoiceFiles invoiceFiles,
            ProposeAct proposeAct,
            WithholdingAct withholdingAct,
            Duties duties,
            PartnerPath partners) {
        this.draftInvoice = draftInvoice;
        this.issueInvoice = issueInvoice;
        this.invoices = invoices;
        this.notes = notes;
        this.invoiceFiles = invoiceFiles;
        this.proposeAct = proposeAct;
        this.withholdingAct = withholdingAct;
        this.duties = duties;
        this.partners = partners;
    }

    @GetMapping(PATH + "/preview")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    InvoiceAnswers.Content preview(
            Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Partner partner = partners.find(code, caller);
        Asked asked = Query.read(parameters, query -> new Asked(period(query), query.instant("cut")));
        return InvoiceAnswers.content(
                draftInvoice.preview(partner, Objects.requireNonNull(asked.period()), asked.cut()));
    }

    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<InvoiceAnswers.Whole> issue(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = partners.find(code, caller);
        Asked asked = Fields.readStrictly(body, fields -> {
            Optional<YearMonth> period = month(fields.text("period", MONTH_LENGTH));
            if (period.isEmpty()) {
                fields.fault("period", MONTH);
            }
            return new Asked(period.orElse(null), fields.optionalInstant("cut"));
        });
        duties.require(Duty.FUNDER, partner.code(), caller);
        Invoice invoice =
                issueInvoice.issue(partner, Objects.requireNonNull(asked.period()), asked.cut(), caller.subject());
        return ResponseEntity.created(URI.create(PATH.replace("{code}", partner.code()) + "/" + Ids.text(invoice.id())))
                .body(InvoiceAnswers.whole(invoice, List.of(), caller.role()));
    }

    @GetMapping(PATH)
    @Exported("invoices")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    Listing<InvoiceAnswers.Item> list(
            Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Partner partner = partners.find(code, caller);
        Listed page = Query.read(
                parameters,
                query -> new Listed(
                        query.after(INVOICES + partner.code(), position -> Ids.parse(position.getFirst())),
                        query.limit()));
        return Listing.of(
                invoices.of(partner.id(), page.before(), page.limit() + 1),
                page.limit(),
                InvoiceAnswers::item,
                last -> new Cursor(INVOICES + partner.code(), List.of(Ids.text(last.id()))));
    }

    /** An invoice with its partner. */
    record Named(String partner, String id, String number, String period) {}

    record NamedList(List<Named> items) {}

    /** Finds an invoice by its number. The response is a list, which is empty if no invoice has this number. */
    @GetMapping("/api/v2/invoices")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    NamedList find(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        String number = Query.read(parameters, query -> {
            String given = query.identifier("number", NUMBER_MAX);
            if (given == null) {
                query.fault("number", "is required");
            }
            return Objects.requireNonNullElse(given, "");
        });
        return new NamedList(invoices.findNumber(number).stream()
                .flatMap(invoice -> partners.find(invoice.partner(), caller).stream()
                        .map(partner -> new Named(
                                partner.code(),
                                Ids.text(invoice.id()),
                                invoice.number(),
                                InvoiceAnswers.item(invoice).period())))
                .toList());
    }

    @GetMapping(PATH + "/{id}")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    InvoiceAnswers.Whole one(
            Caller caller,
            @PathVariable String code,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        Invoice invoice = invoices.require(partners.find(code, caller).id(), id);
        return InvoiceAnswers.whole(invoice, notes.of(invoice), caller.role());
    }

    /** Without {@code language}, the invoice is in the partner's language. */
    @CallsOutside
    @GetMapping(PATH + "/{id}/pdf")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    ResponseEntity<byte[]> pdf(
            Caller caller,
            @PathVariable String code,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters) {
        Language asked = Query.read(parameters, query -> query.found("language", Language::ofCode, "must be id or en"));
        Invoice invoice = invoices.require(partners.find(code, caller).id(), id);
        Language language = Objects.requireNonNullElseGet(
                asked, () -> Language.ofCode(invoice.content().language()).orElse(Language.INDONESIAN));
        return CreditNotesController.pdf(invoice.number(), invoiceFiles.of(invoice, language));
    }

    @PostMapping(PATH + "/{id}/withholding")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> withhold(
            Caller caller,
            @PathVariable String code,
            @PathVariable String id,
            @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = partners.find(code, caller);
        Invoice invoice = invoices.require(partner.id(), id);
        Certificate asked = Fields.readStrictly(body, fields -> {
            Optional<LocalDate> dated = day(fields.text("dated", DAY_LENGTH));
            if (dated.isEmpty()) {
                fields.fault("dated", "must be a day, for example 2026-12-15");
            }
            return new Certificate(
                    fields.identifier("certificate", CERTIFICATE_MAX),
                    dated.orElse(null),
                    fields.wholeMoney("amount"),
                    fields.text("reason", REASON_MAX));
        });
        return ApprovalAnswer.accepted(proposeAct.propose(
                withholdingAct,
                new WithholdingAct.Arguments(
                        partner.code(),
                        Ids.text(invoice.id()),
                        invoice.number(),
                        asked.number(),
                        Objects.requireNonNull(asked.dated()).toString(),
                        asked.amount().decimal()),
                asked.reason(),
                caller));
    }

    static @Nullable YearMonth period(Query query) {
        if (!query.has("period")) {
            query.fault("period", "is required; it " + MONTH);
        }
        return query.found("period", InvoicesController::month, MONTH);
    }

    static Optional<YearMonth> month(String text) {
        try {
            return Optional.of(YearMonth.parse(text))
                    .filter(month -> month.toString().length() == MONTH_LENGTH);
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}
