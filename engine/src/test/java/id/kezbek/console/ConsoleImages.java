package id.kezbek.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import id.kezbek.browser.Chromium;
import id.kezbek.cashback.backtest.RunBacktests;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.webhooks.WebhookReceiver;
import id.kezbek.webhooks.WebhookReceiver.Response;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * The images in docs/console.md: the main pages with the data of the demo. They are written only with
 * {@code -Ddocs.images=true}.
 */
public final class ConsoleImages {

    private static final Path FOLDER = Path.of("../docs/images/console");
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 860;

    private final EngineUnderTest engine;
    private final Chromium chromium;
    private final Collection<String> pages;
    private final String partner;

    private ConsoleImages(EngineUnderTest engine, Chromium chromium, Collection<String> pages) {
        this.engine = engine;
        this.chromium = chromium;
        this.pages = pages;
        this.partner = after("/console/partners/").replaceFirst("/.*", "");
    }

    public static boolean areWanted() {
        return Boolean.getBoolean("docs.images");
    }

    /**
     * @param pages the addresses that the demo printed
     */
    public static void write(EngineUnderTest engine, Collection<String> pages) {
        try (Chromium chromium = Chromium.start()) {
            new ConsoleImages(engine, chromium, pages).write();
        }
    }

    private void write() {
        String proposal = proposal();
        Reader admin = Reader.staff(engine, chromium, Role.ADMIN).in("en");
        admin.open("/console");
        admin.logIn();
        Page page = admin.page();
        page.setViewportSize(WIDTH, HEIGHT);
        shoot(admin, "/console", "overview");
        dark(admin, "/console", "overview-dark");
        shoot(admin, "/console/transactions?partner=" + partner, "transactions");
        shoot(admin, of("/console/transactions/"), "transaction");
        shoot(admin, of("/console/customers/"), "customer");
        shoot(admin, of("/console/payouts/"), "payout");
        shoot(admin, "/console/partners/" + partner, "partner");
        shoot(admin, "/console/rules", "rules");
        ruleForm(admin);
        chart(admin, engine);
        shoot(admin, proposal, "approval");
        shoot(admin, backtest(admin), "backtest");
        shoot(admin, "/console/wallets", "wallets");
        shoot(admin, of("/console/breaks/"), "break");
        shoot(admin, of("/console/float-bridge"), "float-bridge");
        shoot(admin, of("/console/invoices/"), "invoice");
        shoot(admin, of("/console/months/"), "month");
        shoot(admin, "/console/ledger/trial-balance", "trial-balance");
        Reader officer = Reader.officerAt(engine, chromium, "officer@" + partner.toLowerCase(Locale.ROOT) + ".example")
                .in("id");
        officer.open("/console");
        officer.logIn();
        officer.page().setViewportSize(WIDTH, HEIGHT);
        shoot(officer, "/console", "officer");
        webhook(officer.in("en"));
    }

    /** An endpoint whose receiver refuses the first event and takes the second one. */
    private static void webhook(Reader officer) {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            receiver.answers(webhook -> new Response(503, "closed for the night", Map.of()));
            Page page = officer.page();
            officer.open("/console/webhooks/new");
            page.fill("#url", receiver.url());
            page.fill("#description", "Order system");
            page.check("input[value='payout.paid']");
            page.click("form.sheet button.first");
            page.click("a.button.first");
            String endpoint = page.url();
            test(officer, endpoint, "503");
            receiver.answers(webhook -> Response.of(204));
            test(officer, endpoint, "204");
            page.navigate(endpoint);
            shoot(page, "webhook");
        }
    }

    private static void test(Reader officer, String endpoint, String status) {
        officer.page().navigate(endpoint);
        officer.page().click("form[action$='/test'] button");
        Eventually.holds("the page shows the status", () -> officer.text().contains(status));
    }

    /** A proposal that waits for its approver, with a backtest of the last 30 days. */
    private String proposal() {
        try (StaffCalls staff = new StaffCalls(engine)) {
            String terms =
                    "\"quantity_from\":1,\"amount_from\":{\"value\":\"50000.00\",\"currency\":\"IDR\"},\"percent\":\"2\","
                            + "\"cap\":{\"value\":\"15000.00\",\"currency\":\"IDR\"}";
            String backtest = staff.post(
                            "/api/v2/rule-backtests",
                            Role.OPERATIONS,
                            "{\"partner\":\"" + partner + "\"," + terms + "}")
                    .body()
                    .get("id")
                    .asString();
            engine.get(RunBacktests.class).run();
            String approval = staff.post(
                            "/api/v2/rules",
                            Role.OPERATIONS,
                            "{\"partner\":\"" + partner + "\"," + terms + ",\"backtest\":\"" + backtest
                                    + "\",\"reason\":\"the offer of December, as agreed with the partner\"}")
                    .body()
                    .get("id")
                    .asString();
            return "/console/approvals/" + approval;
        }
    }

    private void ruleForm(Reader reader) {
        reader.open("/console/rules/new");
        Page page = reader.page();
        page.locator("#amount_from").fill("40000");
        page.locator("#amount_below").fill("600000");
        page.locator("#percent").fill("2");
        page.locator("[hx-post] .figures").waitFor();
        shoot(page, "rule-form");
    }

    private static void chart(Reader reader, EngineUnderTest engine) {
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        reader.open("/console/reports/purchases?by=DAY&from=" + today.minusDays(6) + "&to=" + today);
        reader.page().locator("[data-chart] canvas").waitFor();
        shoot(reader.page(), "report");
    }

    private static String backtest(Reader reader) {
        return reader.page()
                .locator("main a[href*='/console/rules/backtests/']")
                .getAttribute("href");
    }

    private String of(String area) {
        return area + after(area);
    }

    private String after(String area) {
        return pages.stream()
                .filter(page -> page.startsWith(area))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The story names no page " + area))
                .substring(area.length());
    }

    private static void shoot(Reader reader, String address, String name) {
        reader.open(address);
        shoot(reader.page(), name);
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }

    private static void dark(Reader reader, String address, String name) {
        reader.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        shoot(reader, address, name);
        reader.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
}
