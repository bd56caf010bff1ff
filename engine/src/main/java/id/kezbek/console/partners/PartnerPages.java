package id.kezbek.console.partners;

import id.kezbek.console.charts.PartnerFigures;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Downloads;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of partners, the page of one partner, and the entries of the partner's balance. */
@ConsoleController
class PartnerPages {

    static final String LIST = "/console/partners";
    static final String ONE = LIST + "/{code}";
    static final String API = "/api/v2/partners/{}";
    static final String AT = LIST + "/{}";

    private static final String PARTNERS = "/api/v2/partners";
    private static final String FUNDING = "/api/v2/funding";
    /** The maximum number of search results. Each balance needs a separate request. */
    private static final String SEARCHED = "20";

    private final Downloads downloads;

    PartnerPages(Downloads downloads) {
        this.downloads = downloads;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "partners.menu", section = Section.PARTNERS, place = 10)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters search = Filters.of(LIST, parameters, "search", "state", "mode");
        if (search.has("search") || search.has("state")) {
            return screen.show("partners/list", new PartnerList(search, searched(operations, search), PARTNERS));
        }
        Filters filters = Filters.of(LIST, parameters, "mode", "owes");
        Funding.Lines found = operations.get(Funding.Lines.class, FUNDING, filters.values());
        return screen.show("partners/list", new PartnerList(filters, found, FUNDING));
    }

    /** Searches partners, then reads the balance of each partner. The list of balances has no search. */
    private static Funding.Lines searched(Operations operations, Filters filters) {
        Map<String, String> query = new LinkedHashMap<>(filters.values());
        query.put("limit", SEARCHED);
        Partner.Found found = operations.get(Partner.Found.class, PARTNERS, query);
        return new Funding.Lines(
                found.items().stream()
                        .map(partner -> Funding.Line.of(partner, funding(operations, partner.code())))
                        .toList(),
                found.nextCursor());
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(ONE)
    Reply one(Screen screen, Operations operations, @PathVariable String code) {
        return screen.show("partners/one", page(screen, operations, code, null));
    }

    static PartnerPage page(Screen screen, Operations operations, String code, @Nullable Refusal refusal) {
        boolean seesPeople = screen.has(Role.ADMIN, Role.OPERATIONS, Role.AUDITOR);
        boolean seesTerms = screen.has(Role.ADMIN, Role.FINANCE, Role.AUDITOR);
        return new PartnerPage(
                operations.get(Partner.class, Path.of(API, code)),
                funding(operations, code),
                PartnerFigures.of(screen, operations, code),
                seesPeople ? operations.get(People.Officers.class, Path.of(API + "/officers", code)) : null,
                seesPeople ? operations.get(People.Credentials.class, Path.of(API + "/credentials", code)) : null,
                seesTerms ? operations.get(InvoiceTerms.All.class, Path.of(API + "/invoice-terms", code)) : null,
                refusal);
    }

    private static Funding funding(Operations operations, String code) {
        return operations.get(Funding.class, Path.of(API + "/funding", code));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(ONE + "/balance")
    Reply balance(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> parameters) {
        return balance(screen, operations, code, Path.of(AT + "/balance", code), parameters);
    }

    @Allow(Role.OFFICER)
    @InMenu(value = "partners.balance.menu", section = Section.PARTNERS, place = 10)
    @PageAt("/console/balance")
    Reply ownBalance(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        return balance(screen, operations, Who.partner(operations), "/console/balance", parameters);
    }

    private static Reply balance(
            Screen screen, Operations operations, String code, String path, MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(path, parameters, "from", "to");
        Funding.Statement statement =
                operations.get(Funding.Statement.class, Path.of(API + "/funding/statement", code), filters.values());
        return screen.show("partners/balance", new BalancePage(code, funding(operations, code), filters, statement));
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(ONE + "/logo/file")
    Reply logo(Operations operations, @PathVariable String code) {
        return downloads.image(operations, Path.of(API + "/logo", code), "logo");
    }
}
