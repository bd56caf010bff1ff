package id.kezbek.console.balance;

import id.kezbek.console.accounting.Entry;
import id.kezbek.console.accounting.Officers;
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
import org.springframework.web.bind.annotation.RequestParam;

/** What an officer's partner has, and the entries that led to it. */
@ConsoleController
class BalancePages {

    private static final String PAGE = "/console/balance";

    @Allow(Role.OFFICER)
    @InMenu(value = "balance.menu", section = Section.FINANCE, place = 20)
    @PageAt(PAGE)
    Reply balance(Screen screen, Operations operations, @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(PAGE, parameters, "from", "to");
        String partner = Officers.partner(operations);
        String funding = Path.of("/api/v2/partners/{}/funding", partner);
        return screen.show(
                "balance/one",
                new Balance(
                        filters,
                        operations.get(Balance.Funding.class, funding),
                        operations.get(Entry.Account.class, funding + "/statement", filters.values())));
    }
}
