package id.kezbek.console.wallets;

import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Step;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of wallets with the fees of all providers, and the page of one wallet with its history. */
@ConsoleController
class WalletPages {

    static final String LIST = "/console/wallets";
    static final String API = "/api/v2/wallets/{}";

    private static final String FEES = "/api/v2/fees";
    private static final String MOST = "200";

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @InMenu(value = "wallets.menu", section = Section.RULES, place = 30)
    @PageAt(LIST)
    Reply list(Screen screen, Operations operations) {
        List<Wallet> wallets =
                operations.get(Wallet.Wallets.class, "/api/v2/wallets").items();
        return screen.show("wallets/list", new FeeTable(wallets, screen.role().isStaff() ? inForce(operations) : null));
    }

    private static List<Fee> inForce(Operations operations) {
        List<Fee> all = new ArrayList<>();
        Map<String, String> query = new LinkedHashMap<>(Map.of("state", "IN_FORCE", "limit", MOST));
        Fee.Fees found = operations.get(Fee.Fees.class, FEES, query);
        all.addAll(found.items());
        while (found.nextCursor() != null) {
            query.put("cursor", found.nextCursor());
            found = operations.get(Fee.Fees.class, FEES, query);
            all.addAll(found.items());
        }
        return all;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt(LIST + "/{code}")
    Reply one(
            Screen screen,
            Operations operations,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> parameters) {
        Filters filters = Filters.of(Path.of(LIST + "/{}", code), parameters, "state");
        Wallet.History history = operations.get(Wallet.History.class, Path.of(API, code));
        Map<String, String> query = new LinkedHashMap<>(filters.values());
        query.put("wallet", code);
        Fee.Fees fees = operations.get(Fee.Fees.class, FEES, query);
        return screen.show("wallets/one", new WalletPage(history.wallet(), filters, fees, steps(screen, history)));
    }

    private static List<Step> steps(Screen screen, Wallet.History history) {
        List<Step> steps = new ArrayList<>();
        for (Wallet.Version version : history.versions()) {
            steps.add(step(screen, version));
        }
        return steps.reversed();
    }

    private static Step step(Screen screen, Wallet.Version version) {
        Wallet wallet = version.wallet();
        Wallet.@Nullable Decision decision = version.decision();
        Step step = Step.of(
                decision == null ? null : decision.at(),
                wallet.active() ? "good" : "quiet",
                screen.text("wallets.version", wallet.version()),
                screen.text(
                        wallet.active() ? "wallets.version.active" : "wallets.version.inactive",
                        wallet.name(),
                        screen.written().money(wallet.minimum()),
                        screen.written().money(wallet.maximum())));
        return decision == null
                ? step
                : step.and(screen.text(
                                "wallets.version.decided",
                                decision.proposedBy(),
                                decision.approvedBy() == null ? screen.text("frame.none") : decision.approvedBy(),
                                decision.reason()))
                        .linked(screen.link(Path.of("/console/approvals/{}", decision.approval())));
    }
}
