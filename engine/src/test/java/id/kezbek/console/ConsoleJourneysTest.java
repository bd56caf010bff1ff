package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.payouts.SandboxFaults;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A working day of each role with the menu, and the main tasks with the keyboard only. By day each role has one language, at
 * night the other one.
 */
@EngineTest
class ConsoleJourneysTest extends Journeys {

    /** More than the number of focusable elements of any page. */
    private static final int TABS_MAX = 400;

    private static final Map<Role, Menu> MENUS = Map.of(
            Role.ADMIN, new Menu(List.of("approvals", "partners", "rules", "staff"), List.of()),
            Role.OPERATIONS, new Menu(List.of("transactions", "payouts", "providers", "jobs"), List.of("audit.menu")),
            Role.FINANCE, new Menu(List.of("statements", "breaks", "invoices", "months"), List.of()),
            Role.AUDITOR, new Menu(List.of("audit", "transactions", "ledger", "approvals"), List.of()),
            Role.OFFICER,
                    new Menu(List.of("transactions", "payouts", "invoices"), List.of("approvals.menu", "audit.menu")));

    /**
     * What a role finds in its menu.
     *
     * @param areas some of the areas
     * @param absent keys of entries that only other roles have
     */
    private record Menu(List<String> areas, List<String> absent) {}

    ConsoleJourneysTest(EngineUnderTest engine) {
        super(engine);
    }

    @Test
    void administratorsFindApprovalsPartnersRulesAndStaff() {
        Reader admin = loggedIn(Role.ADMIN);

        readMenu(admin, Role.ADMIN);

        admin.open(samples().address("/console/partners/{code}"));
        assertThat(admin.page().locator("a[href$='/change']").count()).isPositive();
    }

    @Test
    void operationsFindACustomersMoneyAndRunAJobByKeyboardAlone() {
        Reader operations = loggedIn(Role.OPERATIONS);
        readMenu(operations, Role.OPERATIONS);

        Page page = operations.page();
        page.keyboard().press("/");
        page.keyboard().type("SAMPLE/" + samples().partner().code());
        page.keyboard().press("Enter");
        page.waitForURL("**/console/transactions/*");
        assertThat(operations.text())
                .contains(samples().partner().code(), inWords(Role.OPERATIONS, "Rp750,000", "Rp750.000"));
        tabTo(page, "main a[href*='/console/payouts/']");
        page.keyboard().press("Enter");
        page.waitForURL("**/console/payouts/*");

        operations.open(samples().address("/console/jobs/{name}"));
        tabTo(page, "form[action$='/run'] button");
        page.keyboard().press("Enter");
        page.locator(".toast").waitFor();
        assertThat(page.url()).contains("done=jobs.requested");
    }

    @Test
    void financeResolvesABreakByKeyboardAlone() {
        Reader finance = loggedIn(Role.FINANCE);
        readMenu(finance, Role.FINANCE);

        Page page = finance.page();
        finance.open(samples().address("/console/breaks/{id}"));
        tabTo(page, "#explain-reason");
        page.keyboard().type("the provider settles it tomorrow");
        tabTo(page, "form[action$='/explain'] button");
        page.keyboard().press("Enter");
        page.locator(".toast").waitFor();

        assertThat(page.url()).contains("done=breaks.explain");
        assertThat(finance.text()).contains("the provider settles it tomorrow");
    }

    @Test
    void financeResolvesAPayoutOfUnknownResultByKeyboardAlone() {
        PartnerSystem partner = PartnerSystem.onboarded(engine(), Money.rupiah(5_000_000));
        String payout = unknownPayout(partner);
        Reader finance = loggedIn(Role.FINANCE);
        Page page = finance.page();
        tabTo(page, "nav a[href='/console/payouts']");
        page.keyboard().press("Enter");
        page.waitForURL("**/console/payouts");
        finance.open("/console/payouts/stuck?partner=" + partner.code());
        tabTo(page, "a[href='/console/payouts/" + payout + "']");
        page.keyboard().press("Enter");
        page.waitForURL("**/console/payouts/" + payout);

        tabTo(page, "details:has(form[action$='/resolution']) summary");
        page.keyboard().press("Enter");
        tabTo(page, "#outcome");
        page.keyboard().press("ArrowDown");
        tabTo(page, "#provider_reference");
        page.keyboard().type("GP-4711");
        tabTo(page, "#resolution-reason");
        page.keyboard().type("the provider's portal has it");
        tabTo(page, "form[action$='/resolution'] button");
        page.keyboard().press("Enter");
        page.locator(".toast").waitFor();
        assertThat(finance.text()).contains("the provider's portal has it", "GP-4711");
        assertThat(finance.violations()).isEmpty();
        Reader admin = loggedIn(Role.ADMIN);
        admin.open(URI.create(page.url()).getPath());
        admin.page().keyboard().press("a");
        admin.page().keyboard().press("Enter");
        admin.page().locator(".toast").waitFor();

        finance.open("/console/payouts/" + payout);
        assertThat(finance.text()).contains(words(Role.FINANCE, "payouts.outcome.PAID"));
        assertThat(page.locator("form[action$='/retry']").count()).isZero();
    }

    /** The provider pays, and its answer gets lost. */
    private String unknownPayout(PartnerSystem partner) {
        URI providers = engine().world().providers().url();
        SandboxFaults.set(providers, "GOPAIDH2H", "{\"error_after\": 1.0}");
        try {
            Answer accepted = partner.transact(PurchaseBody.goodV2()
                    .with("wallet", "\"GPAID\"")
                    .with("msisdn", "\"628110004711\"")
                    .json());
            String payout = accepted.body().at("/payout/id").asString();
            Eventually.holds(
                    "its result is unknown",
                    () -> engine().count("payouts.attempt where state = 'UNKNOWN' and partner = "
                                    + partner.id().value())
                            == 1);
            return payout;
        } finally {
            SandboxFaults.set(providers, "GOPAIDH2H", "{}");
        }
    }

    @Test
    void administratorsApproveByKeyboardAlone() {
        Reader admin = loggedIn(Role.ADMIN);
        Page page = admin.page();
        String proposal = samples().address("/console/approvals/{id}");
        admin.open("/console");
        tabTo(page, "nav a[href='/console/approvals']");
        page.keyboard().press("Enter");
        page.waitForURL("**/console/approvals");
        admin.open("/console/approvals?state=PROPOSED");
        tabTo(page, "a[href='" + proposal + "']");
        page.keyboard().press("Enter");
        page.waitForURL("**" + proposal);

        page.keyboard().press("a");
        page.keyboard().press("Enter");
        page.locator(".toast").waitFor();

        assertThat(page.url()).contains("done=approvals.approved");
        assertThat(page.locator("#decide").count()).isZero();
    }

    @Test
    void auditorsReadEverythingAndChangeNothing() {
        Reader auditor = loggedIn(Role.AUDITOR);

        readMenu(auditor, Role.AUDITOR);

        for (String path : List.of(
                "/console/approvals/{id}",
                "/console/payouts/{id}",
                "/console/breaks/{id}",
                "/console/partners/{code}",
                "/console/rules/{id}")) {
            assertThat(auditor.open(samples().address(path))).isEqualTo(200);
            assertThat(auditor.page().locator("main form[method=post]").count())
                    .as(path)
                    .isZero();
        }
    }

    @Test
    void officersSeeTheirPurchasesAndTheirBalance() {
        Reader officer = loggedIn(Role.OFFICER);
        readMenu(officer, Role.OFFICER);

        Page page = officer.page();
        officer.open("/console");
        menu(officer, Role.OFFICER, "partners.balance.menu").click();
        page.waitForURL("**/console/balance");
        assertThat(officer.text()).contains("Rp");
        page.keyboard().press("/");
        page.keyboard().type("SAMPLE/" + samples().partner().code());
        page.keyboard().press("Enter");
        page.waitForURL("**/console/transactions/*");
        assertThat(page.locator("main form[method=post]").count()).isZero();
    }

    /** Opens each area from the menu and checks its title. The menu contains no other areas. */
    private void readMenu(Reader reader, Role role) {
        Menu expected = Objects.requireNonNull(MENUS.get(role));
        for (String area : expected.areas()) {
            menu(reader, role, area + ".menu").click();
            reader.page()
                    .locator("h1:text-is('" + words(role, area + ".title") + "')")
                    .waitFor();
            assertThat(reader.page().locator("html").getAttribute("lang"))
                    .isEqualTo(language(role).code());
        }
        for (String entry : expected.absent()) {
            assertThat(menu(reader, role, entry).count()).as(entry).isZero();
        }
    }

    private Locator menu(Reader reader, Role role, String key) {
        return reader.page()
                .locator("nav.side li a")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + words(role, key) + "\\s*$")));
    }
}
