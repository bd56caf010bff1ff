package id.kezbek.console.invoices;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Forms;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Partners;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.months.ForMonth;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The preview of a month's invoice, its issue, and partners' debts. */
@ConsoleController
class IssuePages {

    private static final String PREVIEW = "/console/invoice-preview";

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @PageAt(PREVIEW)
    Reply preview(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        return screen.show("invoices/preview", page(screen, operations, parameters, Typed.NOTHING));
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(PREVIEW)
    Reply issue(
            Screen screen,
            Operations operations,
            @RequestParam(defaultValue = "") String partner,
            @RequestParam(defaultValue = "") String period,
            @RequestParam MultiValueMap<String, String> form,
            @RequestParam(Forms.KEY) String key) {
        Outcome outcome = operations.post(Path.of(InvoicePages.API, partner), Map.of("period", period), key);
        return switch (outcome) {
            case Outcome.Done done ->
                Reply.to(
                        ForMonth.after(
                                screen,
                                operations,
                                Objects.requireNonNullElse(form.getFirst(ForMonth.FIELD), ""),
                                "issued-invoices",
                                Path.of(
                                        InvoicePages.LIST + "/{}/{}",
                                        partner,
                                        done.body().path("invoice").path("id").asString())),
                        "invoices.issued");
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("invoices/preview", page(screen, operations, form, Typed.of("issue", form, refusal)));
        };
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "invoices.receivables", section = Section.FINANCE, place = 45)
    @PageAt("/console/receivables")
    Reply receivables(Screen screen, Operations operations) {
        return screen.show("invoices/receivables", operations.get(Receivables.class, "/api/v2/receivables"));
    }

    /** The preview page. If the month cannot be invoiced, the page shows the reason. */
    private static InvoiceView.Preview page(
            Screen screen, Operations operations, MultiValueMap<String, String> parameters, Typed typed) {
        Filters filters = Filters.of(PREVIEW, parameters, "partner", "period", ForMonth.FIELD);
        Invoice.@Nullable Content content = null;
        @Nullable String why = null;
        if (filters.has("partner") && filters.has("period")) {
            try {
                content = operations.get(
                        Invoice.Content.class,
                        Path.of(InvoicePages.API + "/preview", filters.get("partner")),
                        filters.only("period"));
            } catch (Refusal refusal) {
                why = refusal.getMessage();
            }
        }
        return new InvoiceView.Preview(
                filters,
                Partners.all(operations).codes(),
                content,
                why,
                content != null && screen.has(Role.ADMIN, Role.FINANCE),
                typed);
    }
}
