package id.kezbek.console.invoices;

import id.kezbek.console.accounting.Entry;
import id.kezbek.console.accounting.Officers;
import id.kezbek.console.accounting.Replies;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Downloads;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Partners;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.FieldValue;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * A partner's invoices, the page of one invoice, the files of an invoice, and the partner's payments. The page of an
 * invoice contains its lines and taxes.
 */
@ConsoleController
class InvoicePages {

    static final String LIST = "/console/invoices";
    static final String API = "/api/v2/partners/{}/invoices";

    private static final String ACCOUNT = LIST + "/{code}";
    private static final String ONE = ACCOUNT + "/{id}";
    private static final String LANGUAGE = "language";

    private final Downloads downloads;

    InvoicePages(Downloads downloads) {
        this.downloads = downloads;
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @InMenu(value = "invoices.menu", section = Section.FINANCE, place = 40)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        boolean isStaff = screen.role().isStaff();
        Filters filters = isStaff ? Filters.of(LIST, parameters, "partner") : Filters.of(LIST, parameters);
        List<String> partners = isStaff ? Partners.all(operations).codes() : List.of();
        @Nullable
        String partner =
                isStaff ? (filters.has("partner") ? filters.get("partner") : null) : Officers.partner(operations);
        Invoice.@Nullable Invoices found = partner == null
                ? null
                : operations.get(Invoice.Invoices.class, Path.of(API, partner), filters.only("cursor"));
        return screen.show("invoices/list", new InvoiceView.Listed(filters, partners, partner, found));
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PageAt(ACCOUNT)
    Reply account(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> parameters) {
        return screen.show("invoices/account", accountPage(screen, operations, code, parameters, Typed.NOTHING));
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ACCOUNT + "/payments")
    Reply pay(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(name = "bank_reference", defaultValue = "") String bankReference,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        Map<String, Object> body =
                Map.of("amount", FieldValue.amount(amount), "bank_reference", bankReference, "reason", reason);
        return switch (operations.post(Path.of(API + "/payments", code), body, key)) {
            case Outcome.Done done -> Replies.after(done, Path.of(LIST + "/{}", code), "invoices.paid");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused(
                        "invoices/account",
                        accountPage(screen, operations, code, form, Typed.of("pay", form, refusal)));
        };
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PageAt(ONE)
    Reply one(Screen screen, Operations operations, @PathVariable String code, @PathVariable String id) {
        return screen.show("invoices/one", page(screen, operations, code, id, Typed.NOTHING));
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PageAt(ONE + "/file")
    Reply file(
            Operations operations,
            @PathVariable String code,
            @PathVariable String id,
            @RequestParam(name = LANGUAGE, required = false) @Nullable String language) {
        return pdf(operations, Path.of(API + "/{}/pdf", code, id), language);
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @PageAt(ONE + "/credit-notes/{note}/file")
    Reply creditNote(
            Operations operations,
            @PathVariable String code,
            @PathVariable String id,
            @PathVariable String note,
            @RequestParam(name = LANGUAGE, required = false) @Nullable String language) {
        return pdf(operations, Path.of(API + "/{}/credit-notes/{}/pdf", code, id, note), language);
    }

    /** Proposes a credit note. If the amount is absent, the note credits the rest of the invoice. */
    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(ONE + "/credit-note")
    Reply credit(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        Map<String, Object> body = amount.isBlank()
                ? Map.of("reason", reason)
                : Map.of("reason", reason, "amount", FieldValue.amount(amount));
        return switch (operations.post(Path.of(API + "/{}/credit-note", code, id), body, key)) {
            case Outcome.Done done -> Replies.after(done, Path.of(LIST + "/{}/{}", code, id), "accounting.proposed");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("invoices/one", page(screen, operations, code, id, Typed.of("credit", form, refusal)));
        };
    }

    private Reply pdf(Operations operations, String path, @Nullable String language) {
        Map<String, String> query = language == null ? Map.of() : Map.of(LANGUAGE, language);
        return downloads.fetch(operations, path, query, MediaType.APPLICATION_PDF_VALUE, "invoice.pdf");
    }

    private static InvoiceView.One page(Screen screen, Operations operations, String code, String id, Typed typed) {
        Invoice.Whole whole = operations.get(Invoice.Whole.class, Path.of(API + "/{}", code, id));
        boolean mayAct =
                screen.has(Role.ADMIN, Role.FINANCE) && !whole.invoice().state().equals("CREDITED");
        return new InvoiceView.One(code, whole, mayAct, typed);
    }

    private static InvoiceView.Account accountPage(
            Screen screen, Operations operations, String code, MultiValueMap<String, String> parameters, Typed typed) {
        Filters filters = Filters.of(Path.of(LIST + "/{}", code), parameters, "from", "to");
        Entry.Account account =
                operations.get(Entry.Account.class, Path.of(API + "/statement", code), filters.values());
        return new InvoiceView.Account(filters, account, screen.has(Role.ADMIN, Role.FINANCE), typed);
    }
}
