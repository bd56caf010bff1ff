package id.kezbek.console.invoices;

import static id.kezbek.console.invoices.InvoicePages.API;
import static id.kezbek.console.invoices.InvoicePages.LIST;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Downloads;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Operations.Outcome;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.console.sheet.TypedRows;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The data exchange with the tax office: the file for Coretax, tax invoice numbers, and certificates of withheld tax.
 */
@ConsoleController
class TaxPages {

    private static final String TAXES = "/console/taxes";
    private static final String WITHHOLDING = LIST + "/{code}/{id}/withholding";
    private static final int NUMBERS_MAX = 40_000;
    private static final int CERTIFICATE_MAX = 40;
    private static final int DAY_LENGTH = 10;

    private final Downloads downloads;
    private final Clock clock;

    TaxPages(Downloads downloads, Clock clock) {
        this.downloads = downloads;
        this.clock = clock;
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "invoices.taxes.menu", section = Section.FINANCE, place = 42)
    @PageAt(TAXES)
    Reply taxes(Screen screen, @RequestParam MultiValueMap<String, String> parameters) {
        return screen.show("invoices/taxes", page(screen, parameters, numbers()));
    }

    private InvoiceView.Taxes page(Screen screen, MultiValueMap<String, String> parameters, Sheet numbers) {
        Filters asked = Filters.of(TAXES, parameters, "period");
        String period = asked.has("period")
                ? asked.get("period")
                : YearMonth.from(Jakarta.dayOf(clock.instant())).minusMonths(1).toString();
        return new InvoiceView.Taxes(
                new Filters(TAXES, Map.of("period", period)), numbers, screen.has(Role.ADMIN, Role.FINANCE));
    }

    /** Sends the invoices of a month as a file in Coretax's import format. */
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @PageAt(TAXES + "/file")
    Reply coretax(Operations operations, @RequestParam(defaultValue = "") String period) {
        return downloads.fetch(
                operations,
                "/api/v2/invoices/coretax",
                Map.of("period", period),
                MediaType.APPLICATION_XML_VALUE,
                "coretax.xml");
    }

    private static Sheet numbers() {
        return Sheet.act("invoices.numbers", "", TAXES, TAXES, Input.lines("items", NUMBERS_MAX));
    }

    /** Reads the tax invoice numbers. Each line has the number of an invoice, then the number from the tax office. */
    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(TAXES)
    Reply numbers(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> typed) {
        List<Map<String, String>> items = TypedRows.of(typed.getFirst("items"), "[\\s;,]+").stream()
                .map(parts -> parts.size() == 2
                        ? Map.of("invoice", parts.getFirst(), "tax_number", parts.getLast())
                        : Map.of("invoice", String.join(" ", parts)))
                .toList();
        Sheet sheet = numbers();
        return switch (operations.post("/api/v2/invoices/tax-numbers", Map.of("items", items), Sheet.key(typed))) {
            case Outcome.Done done -> sheet.reply(screen, typed, done);
            case Outcome.Refused(Refusal refusal) ->
                screen.refused("invoices/taxes", page(screen, typed, sheet.filled(typed, refusal)));
        };
    }

    private static Sheet withholdingOf(String code, String id) {
        return Sheet.proposal(
                "invoices.withholding",
                "",
                Path.of(LIST + "/{}/{}/withholding", code, id),
                Path.of(LIST + "/{}/{}", code, id),
                Input.text("certificate", CERTIFICATE_MAX),
                Input.text("dated", DAY_LENGTH),
                Input.of("amount", Kind.AMOUNT),
                Input.reason());
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PageAt(WITHHOLDING)
    Reply withholding(Screen screen, @PathVariable String code, @PathVariable String id) {
        return withholdingOf(code, id).show(screen);
    }

    @Allow({Role.ADMIN, Role.FINANCE})
    @PostMapping(WITHHOLDING)
    Reply withholding(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> typed) {
        return withholdingOf(code, id).post(screen, operations, Path.of(API + "/{}/withholding", code, id), typed);
    }
}
