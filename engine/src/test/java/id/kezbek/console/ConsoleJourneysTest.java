package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import id.kezbek.browser.Chromium;
import id.kezbek.console.frame.Words;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.payouts.SandboxFaults;
import id.kezbek.reconciliation.TestStatements;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A working day of each role with the menu, by day in one of the languages, and the main tasks with the keyboard only.
 */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleJourneysTest {

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

    private final EngineUnderTest engine;
    private Chromium chromium;
    private ConsoleSamples samples;

    ConsoleJourneysTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        samples = ConsoleSamples.of(engine);
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void noPageBrokeARule() {
        assertThat(chromium.faults()).isEmpty();
    }

    @Test
    void administratorsFindApprovalsPartnersRulesAndStaff() {
        Reader admin = loggedIn(Role.ADMIN);

        readMenu(admin, Role.ADMIN, Language.ENGLISH);

        admin.open(samples.address("/console/partners/{code}"));
        assertThat(admin.page().locator("a[href$='/change']").count()).isPositive();
    }

    @Test
    void operationsFindACustomersMoneyAndRunAJobByKeyboardAlone() {
        Reader operations = loggedIn(Role.OPERATIONS);
        readMenu(operations, Role.OPERATIONS, Language.INDONESIAN);

        Page page = operations.page();
        page.keyboard().press("/");
        page.keyboard().type("SAMPLE/" + samples.partner().code());
        page.keyboard().press("Enter");
        page.waitForURL("**/console/transactions/*");
        assertThat(operations.text()).contains(samples.partner().code(), "Rp750,000");
        tabTo(page, "main a[href*='/console/payouts/']");
        page.keyboard().press("Enter");
        page.waitForURL("**/console/payouts/*");

        operations.open(samples.address("/console/jobs/{name}"));
        tabTo(page, "form[action$='/run'] button");
        page.keyboard().press("Enter");
        page.locator(".toast").waitFor();
        assertThat(page.url()).contains("done=jobs.requested");
    }

    @Test
    void financeResolvesABreakByKeyboardAlone() {
        Reader finance = loggedIn(Role.FINANCE);
        readMenu(finance, Role.FINANCE, Language.ENGLISH);

        Page page = finance.page();
        finance.open(samples.address("/console/breaks/{id}"));
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
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(5_000_000));
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
        assertThat(finance.text()).contains("Paid");
        assertThat(page.locator("form[action$='/retry']").count()).isZero();
    }

    @Test
    void financeDropsAStatementReadsItsPreviewAndImportsIt() {
        LocalDate day = LocalDate.of(2021, 5, 4);
        Reader finance = loggedIn(Role.FINANCE);
        Page page = finance.page();
        finance.open("/console/statement-import");
        page.locator("#provider").selectOption("JOSVOH2H");
        page.locator("#day").fill(day.toString());
        JSHandle file = page.evaluateHandle("""
                text => {
                  const files = new DataTransfer();
                  files.items.add(new File([text], "statement.csv"));
                  return files;
                }""", TestStatements.text(day));
        page.dispatchEvent("[data-drop]", "drop", Map.of("dataTransfer", file));

        page.locator("button[formaction$='/preview']").click();
        page.locator("#preview").waitFor();
        assertThat(page.locator("#preview").innerText()).contains("JOSVOH2H", "Payment", "−Rp5,000");
        assertThat(finance.violations()).isEmpty();
        assertThat(engine.count("reconciliation.file where from_day = '" + day + "'"))
                .as("a preview records nothing")
                .isZero();

        // The file stays chosen.
        page.locator("form[data-upload] button.first").click();
        page.waitForURL("**/console/statements/*");
        assertThat(page.url()).contains("done=statements.imported");
        finance.open("/console/statement-import");
        assertThat(page.locator("#imports tbody tr").first().innerText()).contains("JOSVOH2H", "Imported");
    }

    @Test
    void financeDropsSeveralStatementsAndOnlyTheRefusedOneStaysInTheForm() {
        LocalDate day = LocalDate.of(2021, 5, 7);
        Reader finance = loggedIn(Role.FINANCE);
        Page page = finance.page();
        finance.open("/console/statement-import");
        Locator file = page.locator("#file");
        Locator send = page.locator("form[data-upload] button.first");
        FilePayload good = statement("JOSVOH2H-" + day + ".csv", TestStatements.text(day));
        FilePayload bad = statement("josvoh2h " + day.plusDays(1) + ".csv", "a,b");

        file.setInputFiles(new FilePayload[] {good, statement("statement.csv", "a,b")});
        assertThat(page.locator("[data-files]").innerText()).contains("Rename these files");
        assertThat(send.isDisabled()).isTrue();
        file.setInputFiles(bad);
        assertThat(page.locator("#provider").inputValue()).isEqualTo("JOSVOH2H");
        assertThat(page.locator("#day").inputValue()).isEqualTo(day.plusDays(1).toString());
        file.setInputFiles(new FilePayload[] {good, bad});
        send.click();
        page.locator("[data-files][role=alert]").waitFor();

        assertThat(page.locator("[data-files] li").allInnerTexts())
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("JOSVOH2H, " + day + ". Imported"),
                        second -> assertThat(second)
                                .contains(day.plusDays(1) + ". is not in the format of profile JOSVOH2H")
                                .endsWith("separator or encoding"));
        assertThat(page.evaluate("[...document.querySelector('#file').files].map(file => file.name).join()"))
                .isEqualTo(bad.name);
        assertThat(finance.violations()).isEmpty();

        send.click();
        page.locator("form[data-upload] [role=alert]").first().waitFor();
        assertThat(page.locator("#provider").inputValue())
                .as("the refused file is sent again with the provider and day of its name")
                .isEqualTo("JOSVOH2H");
        assertThat(page.locator("#day").inputValue()).isEqualTo(day.plusDays(1).toString());
        assertThat(engine.count("reconciliation.file where from_day = '" + day + "' and state = 'LOADED'"))
                .isOne();
    }

    private static FilePayload statement(String name, String text) {
        return new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anUploadThatFailsKeepsTheFormAndSaysWhy() {
        Reader finance = loggedIn(Role.FINANCE);
        Page page = finance.page();
        finance.open("/console/statement-import");
        page.locator("#day").fill("2021-05-05");
        page.locator("#file")
                .setInputFiles(new FilePayload("statement.csv", "text/csv", "a,b".getBytes(StandardCharsets.UTF_8)));
        // As after another log-in.
        page.evaluate("document.querySelector('form[data-upload] [name=form_token]').value = 'of-another-session'");

        page.locator("button[formaction$='/preview']").click();
        Locator failure = page.locator("form[data-upload] [data-failure][role=alert]");
        failure.waitFor();

        assertThat(failure.innerText()).contains("this form is out of date");
        assertThat(page.url()).endsWith("/console/statement-import");
        assertThat(page.locator("#day").inputValue()).isEqualTo("2021-05-05");
        assertThat(page.evaluate("document.querySelector('#file').files.length"))
                .isEqualTo(1);
        assertThat(page.locator("form[data-upload] button.first").isEnabled()).isTrue();
        assertThat(finance.violations()).isEmpty();
    }

    /** The provider pays, and its answer gets lost. */
    private String unknownPayout(PartnerSystem partner) {
        URI providers = engine.world().providers().url();
        SandboxFaults.set(providers, "GOPAIDH2H", "{\"error_after\": 1.0}");
        try {
            Answer accepted = partner.transact(PurchaseBody.goodV2()
                    .with("wallet", "\"GPAID\"")
                    .with("msisdn", "\"628110004711\"")
                    .json());
            String payout = accepted.body().at("/payout/id").asString();
            Eventually.holds(
                    "its result is unknown",
                    () -> engine.count("payouts.attempt where state = 'UNKNOWN' and partner = "
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
        String proposal = samples.address("/console/approvals/{id}");
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

        readMenu(auditor, Role.AUDITOR, Language.INDONESIAN);

        for (String path : List.of(
                "/console/approvals/{id}",
                "/console/payouts/{id}",
                "/console/breaks/{id}",
                "/console/partners/{code}",
                "/console/rules/{id}")) {
            assertThat(auditor.open(samples.address(path))).isEqualTo(200);
            assertThat(auditor.page().locator("main form[method=post]").count())
                    .as(path)
                    .isZero();
        }
    }

    @Test
    void officersSeeTheirPurchasesAndTheirBalance() {
        Reader officer = loggedIn(Role.OFFICER);
        readMenu(officer, Role.OFFICER, Language.ENGLISH);

        Page page = officer.page();
        officer.open("/console");
        menu(officer, Language.ENGLISH, "partners.balance.menu").click();
        page.waitForURL("**/console/balance");
        assertThat(officer.text()).contains("Rp");
        page.keyboard().press("/");
        page.keyboard().type("SAMPLE/" + samples.partner().code());
        page.keyboard().press("Enter");
        page.waitForURL("**/console/transactions/*");
        assertThat(page.locator("main form[method=post]").count()).isZero();
    }

    @Test
    @Tag("nightly")
    void everyMenuSpeaksBothLanguages() {
        MENUS.keySet().forEach(role -> {
            Reader reader = loggedIn(role);
            readMenu(reader, role, Language.INDONESIAN);
            readMenu(reader, role, Language.ENGLISH);
        });
    }

    private Reader loggedIn(Role role) {
        Reader reader = role == Role.OFFICER
                ? Reader.officer(engine, chromium, samples.partner().code())
                : Reader.staff(engine, chromium, role);
        reader.in("en").open("/console");
        return reader.logIn();
    }

    /** Opens each area from the menu and checks its title. The menu contains no other areas. Ends in English. */
    private void readMenu(Reader reader, Role role, Language language) {
        Menu expected = Objects.requireNonNull(MENUS.get(role));
        reader.open("/console?lang=" + language.code());
        for (String area : expected.areas()) {
            menu(reader, language, area + ".menu").click();
            reader.page()
                    .locator("h1:text-is('" + words(language, area + ".title") + "')")
                    .waitFor();
            assertThat(reader.page().locator("html").getAttribute("lang")).isEqualTo(language.code());
        }
        for (String entry : expected.absent()) {
            assertThat(menu(reader, language, entry).count()).as(entry).isZero();
        }
        reader.open("/console?lang=en");
    }

    private Locator menu(Reader reader, Language language, String key) {
        return reader.page()
                .locator("nav.side li a")
                .filter(new Locator.FilterOptions()
                        .setHasText(Pattern.compile("^\\s*" + words(language, key) + "\\s*$")));
    }

    private String words(Language language, String key) {
        return engine.get(Words.class).of(language, key);
    }

    /** Presses Tab until an element has the focus; fails if the keyboard cannot reach it. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < TABS_MAX; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("one => document.activeElement.matches(one)", selector))) {
                return;
            }
        }
        throw new AssertionError("The keyboard does not reach " + selector + " on " + page.url());
    }
}
