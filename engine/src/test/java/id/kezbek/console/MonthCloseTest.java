package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.browser.Chromium;
import id.kezbek.shared.security.Role;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two people close a month with real movements on the console's pages alone, in a real browser. */
class MonthCloseTest {

    /** Clicks, dropped files and keys, without the log-ins and without the decisions themselves. */
    private static final int CLICKS_MAX = 10;

    private final TaskTable tasks = new TaskTable("MonthCloseTest");

    @TempDir
    private Path folder;

    @Test
    void financeAndAnAdministratorCloseAMonthWithMovementsInAtMostTenClicksBesideTheirDecisions() {
        try (Chromium chromium = Chromium.start();
                MonthOfMovements made = MonthOfMovements.booked(folder)) {
            Person finance = new Person(Reader.staff(made.engine(), chromium, Role.FINANCE));
            Person admin = new Person(Reader.staff(made.engine(), chromium, Role.ADMIN));
            finance.reader().in("en").open("/console");
            finance.logIn();
            admin.reader().in("en").open("/console");
            admin.logIn();
            String month = made.month().toString();

            tasks.measure(
                    finance,
                    "close a month with movements: drop six statements, explain a difference, issue two invoices, propose the close",
                    "finance",
                    person -> proposeClose(person, made));
            String proposal = URI.create(finance.page().url()).getPath();
            admin.reader().open("/console");
            tasks.measure(admin, "read this close, approve it", "administrator", person -> approve(person, proposal));

            assertThat(finance.clicks() + admin.clicks())
                    .as("clicks of finance and the administrator")
                    .isLessThanOrEqualTo(CLICKS_MAX);
            JsonNode closed =
                    made.staff().get("/api/v2/months/" + month, Role.AUDITOR).body();
            assertThat(closed.at("/month/state").asString()).isEqualTo("CLOSED");
            assertThat(closed.get("manifest").asString())
                    .contains("ledger FLOAT MTRANS SETTLE\t", "ledger FEES GOPAIDH2H PROVIDER_FEE\t");
            finance.reader().open("/console/months/" + month);
            assertThat(
                            finance.reader()
                                    .page()
                                    .evaluate(
                                            "() => [...document.querySelectorAll('.table')].every(t => t.scrollWidth <= t.clientWidth)"))
                    .as("the amounts and hashes of a closed month fit into the page")
                    .isEqualTo(true);
            finance.click("main a[href$='?compared=true']");
            finance.see("#late");
            assertThat(finance.reader().text()).contains("All figures are as they were at the close");
            assertThat(chromium.faults()).isEmpty();
        }
        if (TaskTable.isWanted()) {
            tasks.write();
        }
    }

    private static void proposeClose(Person finance, MonthOfMovements made) {
        String month = "/console/months/" + made.month();
        finance.click("main a[href='" + month + "']");
        finance.see("#checks");
        assertThat(finance.reader().text())
                .contains(
                        "Days of providers without a whole statement: 5",
                        "Partners without an invoice of the month: 2");
        finance.click("form[action$='/review'] button");
        finance.see("form[action$='/close']");

        finance.click("main td a[href^='/console/statement-import']");
        finance.drop("[data-drop]", made.statements());
        finance.click("form[data-upload] button.first");
        finance.page().waitForURL("**" + month + "?done=*");
        assertThat(finance.reader().text())
                .contains("Days of providers without a whole statement: 0", "Differences without an explanation: 1");

        finance.click("main td a[href^='/console/breaks']");
        finance.click("main td a[href^='/console/breaks/']");
        finance.fill("#explain-reason", "the provider changed its fee; it corrects the next invoice");
        finance.decide("form[action*='/explain'] button");
        finance.page().waitForURL("**" + month + "?done=*");

        finance.click("main td a[href^='/console/invoice-preview']");
        for (int partner = 0; partner < 2; partner++) {
            finance.see("#issue");
            finance.decide("form[action='/console/invoice-preview'] button.first");
            finance.see(".toast");
        }
        finance.page().waitForURL("**" + month + "?done=*");
        finance.fill("form[action$='/close'] textarea", "all is reconciled");
        finance.decide("form[action$='/close'] button");
        finance.page().waitForURL("**/console/approvals/*");
    }

    private static void approve(Person admin, String proposal) {
        admin.click("main a[href='/console/approvals?state=PROPOSED&for_me=true']");
        admin.click("main a[href='" + proposal + "']");
        admin.see("#decide");
        admin.decide("form[action$='/approve'] button");
        admin.see(".toast");
    }
}
