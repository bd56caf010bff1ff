package id.kezbek.console;

import id.kezbek.browser.Chromium;
import id.kezbek.cashback.backtest.RunBacktests;
import id.kezbek.reporting.verdict.VerifyRollUps;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineUnderTest;
import java.net.URI;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The table of times in docs/console.md: people's tasks on the data of the demo, one step after the other, in a real browser. It
 * is written only with {@code -Ddocs.times=true}.
 */
public final class ConsoleTimes {

    private static final String APPROVE = "a";

    private final EngineUnderTest engine;
    private final Chromium chromium;
    private final Collection<String> pages;
    private final String partner;
    private final TaskTable tasks = new TaskTable("StoryTest");

    private ConsoleTimes(EngineUnderTest engine, Chromium chromium, Collection<String> pages) {
        this.engine = engine;
        this.chromium = chromium;
        this.pages = pages;
        this.partner = of("/console/partners/").replaceFirst("^/console/partners/([^/?]*).*", "$1");
    }

    public static boolean areWanted() {
        return TaskTable.isWanted();
    }

    /**
     * @param pages the addresses that the demo printed
     */
    public static void write(EngineUnderTest engine, Collection<String> pages) {
        try (Chromium chromium = Chromium.start()) {
            ConsoleTimes times = new ConsoleTimes(engine, chromium, pages);
            times.measure();
            times.tasks.write();
        }
    }

    private void measure() {
        Person operations = person(Role.OPERATIONS);
        task(operations, "log in: address, code from the e-mail", "operations", Person::logIn);
        task(
                operations,
                "\"where is my cashback?\": phone number into the search box, the customer's purchase, its history",
                "operations",
                this::whereIsMyCashback);
        task(
                operations,
                "propose a rule after a look at what the last 30 days would have got",
                "operations",
                this::proposeRule);
        task(
                person(Role.ADMIN),
                "log in, read the proposal with its figures, approve it",
                "administrator",
                this::approve);
        task(
                person(Role.FINANCE),
                "log in, find a difference between statement and books, read how it ended",
                "finance",
                this::findBreak);
        task(
                person(Role.FINANCE),
                "log in, read the month's checklist, download an invoice's PDF",
                "finance",
                this::readMonth);
        closeMonth();
        task(
                new Person(
                        Reader.officerAt(engine, chromium, "officer@" + partner.toLowerCase(Locale.ROOT) + ".example")),
                "log in, read the balance, download the purchases as XLSX",
                "officer",
                this::readBalance);
        Reader auditor = Reader.staff(engine, chromium, Role.AUDITOR).at("localhost");
        new ConsolePasskeysTest.Virtual(auditor.page());
        task(
                new Person(auditor),
                "log in, add a passkey, sign out, log in with code and passkey",
                "auditor",
                this::addPasskey);
    }

    private Person person(Role role) {
        return new Person(Reader.staff(engine, chromium, role));
    }

    private void task(Person person, String what, String who, Consumer<Person> work) {
        tasks.measure(person, what, who, work);
    }

    private void whereIsMyCashback(Person person) {
        String number = of("/console/customers/").replaceFirst("^/console/customers/([0-9]*).*", "$1");
        person.press("/");
        person.type(number);
        person.press("Enter");
        person.page().waitForURL("**/console/customers/**");
        person.click("main a[href*='/console/transactions/']");
        person.see(".timeline");
    }

    private void proposeRule(Person person) {
        person.menu("/console/rules");
        person.click("a[href='/console/rules/new']");
        person.fill("#partner", partner);
        person.fill("#amount_from", "50000");
        person.fill("#percent", "2");
        person.fill("#cap", "15000");
        person.click("button[formaction$='/backtest']");
        person.see("#backtest");
        engine.get(RunBacktests.class).run();
        person.see("#backtest .figures");
        person.fill("#reason", "the offer of December");
        person.click("form.sheet button.first");
        person.see(".toast");
    }

    private void approve(Person person) {
        person.logIn();
        person.menu("/console/approvals");
        person.click("main td a");
        person.see("#decide");
        person.press(APPROVE);
        person.press("Enter");
        person.see(".toast");
    }

    private void findBreak(Person person) {
        String difference = of("/console/breaks/");
        person.logIn();
        person.menu("/console/breaks");
        person.choose("#f-provider", provider(person, difference));
        person.click("form.filters button");
        person.see("main table");
        person.click("main td a");
        person.see("main .timeline, main dl.facts");
    }

    /** A provider that has a difference. */
    private static String provider(Person person, String difference) {
        return String.valueOf(person.page()
                .evaluate(
                        "async page => (await (await fetch(page)).text()).match(/\\b(GOPAID|JOSVO|LSAJA|MTRANS|XENIT|XENDIT)\\b/)[0]",
                        difference));
    }

    private void readMonth(Person person) {
        String invoice = of("/console/invoices/");
        String code = invoice.split("[/?]")[3];
        person.logIn();
        person.menu("/console/months");
        person.click("main a[href='" + of("/console/months/") + "']");
        person.see("#checks");
        person.menu("/console/invoices");
        person.choose("#f-partner", code);
        person.click("form.filters button");
        person.click("main a[href='" + invoice + "']");
        person.download("a[href$='language=en']");
    }

    /** A month without movements, so that all its checks are done. */
    private void closeMonth() {
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        YearMonth month = YearMonth.of(2008, 1).plusMonths(today.getDayOfYear() % 12);
        engine.get(VerifyRollUps.class).verify(month.atDay(1), month.atEndOfMonth());
        Person finance = person(Role.FINANCE);
        String[] approval = new String[1];
        task(finance, "log in, review a month whose checks are done, propose its close", "finance", person -> {
            person.logIn();
            person.menu("/console/months");
            person.fill("#f-month", month.toString());
            person.click("form.filters button");
            person.click("form[action$='/review'] button");
            person.see("form[action$='/close']");
            person.fill("form[action$='/close'] textarea", "all is reconciled");
            person.click("form[action$='/close'] button");
            person.see(".toast");
            approval[0] = URI.create(person.page().url()).getPath();
        });
        task(person(Role.ADMIN), "log in, read the close, approve it", "administrator", person -> {
            person.logIn();
            person.menu("/console/approvals");
            person.click("main a[href='" + approval[0] + "']");
            person.see("#decide");
            person.press(APPROVE);
            person.press("Enter");
            person.see(".toast");
        });
    }

    private void readBalance(Person person) {
        person.logIn();
        person.menu("/console/balance");
        person.see("main .figures");
        person.menu("/console/transactions");
        person.download("a[href*='format=XLSX']");
    }

    private void addPasskey(Person person) {
        person.logIn();
        person.click("details.menu summary");
        person.click("a[href='/console/passkeys']");
        person.fill("#name", "Laptop");
        person.click("form[action='/console/passkeys'] button");
        person.see(".toast");
        person.click("details.menu summary");
        person.click("form[action='/console/sign-out'] button");
        person.see("#email");
        person.logInWithPasskey();
    }

    /** The address that the demo printed for an area. */
    private String of(String area) {
        return pages.stream()
                .filter(page -> page.startsWith(area))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The story names no page " + area));
    }
}
