package id.kezbek.billing.web;

import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.billing.documents.InvoiceFiles;
import id.kezbek.billing.documents.PrintedText;
import id.kezbek.billing.invoices.CreditNote;
import id.kezbek.billing.invoices.CreditNoteContent.Line;
import id.kezbek.billing.invoices.CreditNotes;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.InvoiceContent.LineKind;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.billing.issuing.CreditNoteAct;
import id.kezbek.partners.Partner;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.CallsOutside;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operations for credit notes, which reduce an invoice partly or completely. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class CreditNotesController {

    private static final String INVOICE = InvoicesController.PATH + "/{id}";
    private static final int REASON_MAX = 500;
    private static final int KIND_MAX = 20;
    private static final Pattern KIND = Pattern.compile("SERVICE_FEE|MINIMUM|PROVIDER_FEES");

    private record Asked(String reason, List<Line> lines) {}

    private final Invoices invoices;
    private final CreditNotes notes;
    private final InvoiceFiles invoiceFiles;
    private final ProposeAct proposeAct;
    private final CreditNoteAct creditNoteAct;
    private final PartnerPath partners;

    CreditNotesController(
            Invoices invoices,
            CreditNotes notes,
            InvoiceFiles invoiceFiles,
            ProposeAct proposeAct,
            CreditNoteAct creditNoteAct,
            PartnerPath partners) {
        this.invoices = invoices;
        this.notes = notes;
        this.invoiceFiles = invoiceFiles;
        this.proposeAct = proposeAct;
        this.creditNoteAct = creditNoteAct;
        this.partners = partners;
    }

    @PostMapping(INVOICE + "/credit-note")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> credit(
            Caller caller,
            @PathVariable String code,
            @PathVariable String id,
            @RequestBody(required = false) byte @Nullable [] body) {
        Partner partner = partners.find(code, caller);
        Invoice invoice = invoices.require(partner.id(), id);
        Asked asked = Fields.readStrictly(body, CreditNotesController::asked);
        return ApprovalAnswer.accepted(proposeAct.propose(
                creditNoteAct,
                new CreditNoteAct.Arguments(
                        partner.code(), Ids.text(invoice.id()), invoice.number(), asked.reason(), asked.lines()),
                asked.reason(),
                caller));
    }

    /** Without {@code language}, the note is in the partner's language. */
    @CallsOutside
    @GetMapping(INVOICE + "/credit-notes/{note}/pdf")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    ResponseEntity<byte[]> pdf(
            Caller caller,
            @PathVariable String code,
            @PathVariable String id,
            @PathVariable String note,
            @RequestParam MultiValueMap<String, String> parameters) {
        Language asked = Query.read(parameters, query -> query.found("language", Language::ofCode, "must be id or en"));
        Invoice invoice = invoices.require(partners.find(code, caller).id(), id);
        CreditNote found = Ids.find(note)
                .flatMap(key -> notes.of(invoice).stream()
                        .filter(one -> one.id().equals(key))
                        .findFirst())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "the invoice has no credit note with this id"));
        Language language = Objects.requireNonNullElseGet(
                asked, () -> Language.ofCode(invoice.content().language()).orElse(Language.INDONESIAN));
        return pdf(found.number(), invoiceFiles.of(found, invoice.partner(), language));
    }

    static ResponseEntity<byte[]> pdf(String number, byte[] file) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + InvoiceFiles.name(number) + "\"")
                .body(file);
    }

    private static Asked asked(Fields fields) {
        Money amount = fields.isGiven("amount") ? price(fields) : null;
        List<Line> lines = fields.isGiven("lines")
                ? fields.objects("lines", 1, LineKind.values().length, CreditNotesController::line)
                : List.of();
        if (amount != null && !lines.isEmpty()) {
            fields.fault("amount", "must be absent if lines are given");
        }
        if (lines.stream().map(Line::kind).distinct().count() < lines.size()) {
            fields.fault("lines", "must name each line once");
        }
        String reason = fields.text("reason", REASON_MAX);
        PrintedText.fault(reason).ifPresent(fault -> fields.fault("reason", fault));
        return new Asked(reason, amount == null ? lines : List.of(new Line(null, amount.decimal())));
    }

    private static Line line(Fields fields) {
        String kind = fields.text("kind", KIND_MAX, KIND, "SERVICE_FEE, MINIMUM or PROVIDER_FEES");
        return new Line(
                KIND.matcher(kind).matches() ? LineKind.valueOf(kind) : null,
                price(fields).decimal());
    }

    private static Money price(Fields fields) {
        return fields.wholeMoney("amount");
    }
}
