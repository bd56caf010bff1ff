package id.kezbek.console.ledger;

import id.kezbek.console.accounting.Entry;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of accounts, the entries of one account, and the trial balance. */
@ConsoleController
class LedgerPages {

    private static final String LIST = "/console/ledger";
    private static final String ONE = LIST + "/accounts/{id}";
    private static final String BALANCES = LIST + "/trial-balance";

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @InMenu(value = "ledger.menu", section = Section.FINANCE, place = 60)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(LIST, parameters);
        return screen.show(
                "ledger/accounts",
                new LedgerPage.Accounts(
                        filters, operations.get(Account.Accounts.class, "/api/v2/ledger/accounts", filters.values())));
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @PageAt(ONE)
    Reply one(
            Screen screen,
            Operations operations,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(Path.of(LIST + "/accounts/{}", id), parameters);
        Account account = operations.get(Account.class, Path.of("/api/v2/ledger/accounts/{}/balance", id));
        Entry.Entries entries = operations.get(
                Entry.Entries.class, Path.of("/api/v2/ledger/accounts/{}/entries", id), filters.values());
        return screen.show("ledger/one", new LedgerPage.One(filters, id, account, entries));
    }

    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    @PageAt(BALANCES)
    Reply trialBalance(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(BALANCES, parameters, "at");
        return screen.show(
                "ledger/balances",
                new LedgerPage.Balances(
                        filters,
                        operations.get(Account.TrialBalance.class, "/api/v2/ledger/trial-balance", filters.values())));
    }
}
