package id.kezbek.console.overview;

import id.kezbek.console.charts.Available;
import id.kezbek.console.charts.PartnerFigures;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.InMenu;
import id.kezbek.console.frame.InMenu.Section;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.console.transactions.Purchase;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The console's first page: items that need attention, then today's figures. */
@ConsoleController
class OverviewPages {

    private static final String LATEST = "10";
    private static final String COUNTED = "50";

    private final Clock clock;

    OverviewPages(Clock clock) {
        this.clock = clock;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER})
    @InMenu(value = "overview.menu", section = Section.TODAY, place = 10)
    @PageAt("/console")
    Reply overview(Screen screen, Operations operations) {
        if (!screen.role().isStaff()) {
            return home(screen, operations);
        }
        LocalDate today = Needs.today(clock);
        Available figures = new Available();
        List<Attention> needs = Needs.of(screen, operations, today, figures);
        return screen.show("overview/staff", Today.of(screen, operations, today, needs, figures));
    }

    private static Reply home(Screen screen, Operations operations) {
        Answers.Who who = operations
                .get(Answers.Current.class, "/api/v2/sessions/current")
                .who();
        String code = Objects.requireNonNull(who.partner());
        Answers.Funding funding = operations.get(Answers.Funding.class, Path.of("/api/v2/partners/{}/funding", code));
        Purchase.Purchases latest =
                operations.get(Purchase.Purchases.class, "/api/v2/transactions", Map.of("limit", LATEST));
        return screen.show(
                "overview/home",
                new Home(
                        Objects.requireNonNullElse(who.company(), code),
                        screen.written().money(funding.balance()),
                        funding.available() == null ? null : screen.written().money(funding.available()),
                        List.of(
                                payouts(screen, operations, "HELD", "overview.held"),
                                payouts(screen, operations, "ATTENTION", "overview.attention")),
                        PartnerFigures.of(screen, operations, code),
                        latest.items()));
    }

    private static Attention payouts(Screen screen, Operations operations, String state, String words) {
        Answers.Some found =
                operations.get(Answers.Some.class, "/api/v2/payouts", Map.of("state", state, "limit", COUNTED));
        int count = found.items().size();
        return new Attention(
                words,
                screen.written().number(count) + (found.nextCursor() == null ? "" : "+"),
                null,
                screen.link("/console/payouts?state=" + state),
                count == 0 ? "quiet" : "wait");
    }
}
