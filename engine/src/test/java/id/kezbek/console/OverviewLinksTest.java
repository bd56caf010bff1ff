package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;

/** Each figure and each count of the overview opens a page that shows the same. */
@EngineTest
class OverviewLinksTest {

    private static final Pattern FIGURE = Pattern.compile("<a class=\"figure\" href=\"([^\"]*)\"[^>]*>"
            + "<span class=\"label\">([^<]*)</span><span class=\"value\">([^<]*)</span>");
    private static final Pattern HEAD = Pattern.compile("(?s)<th scope=\"col\"[^>]*>(.*?)</th>");
    private static final Pattern CELL = Pattern.compile("(?s)<td[^>]*>(.*?)</td>");
    private static final String APPROVALS = "Approvals that wait for me";

    /** A figure of the overview; {@code page} is the page that it opens. */
    private record Figure(String href, String value, String page) {

        BigDecimal number() {
            return OverviewLinksTest.number(value);
        }

        List<Map<String, String>> rows() {
            return OverviewLinksTest.rows(page);
        }

        BigDecimal sum(String column) {
            return rows().stream()
                    .map(row -> OverviewLinksTest.number(row.get(column)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    private final EngineUnderTest engine;

    OverviewLinksTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void awayFromMidnight() {
        engine.clock().awayFromMidnight();
    }

    @AfterEach
    void reset() {
        engine.clock().reset();
    }

    @Test
    void figuresOfTodayOpenRowsThatSumToThem() {
        PartnerSystem partner = withPurchase(Money.rupiah(20_000_000));
        try (ConsoleCalls auditor = inEnglish(Role.AUDITOR)) {
            Map<String, String> columns = Map.of(
                    "Purchases", "Purchases",
                    "Amount", "Amount",
                    "Cashback", "Cashback",
                    "Rewards", "Rewards",
                    "New customers", "New customers");
            columns.forEach((label, column) -> {
                Figure figure = figure(auditor, label);
                assertThat(figure.sum(column)).as(label + " " + figure.href()).isEqualByComparingTo(figure.number());
                assertThat(figure.page()).contains(partner.code());
            });
            assertThat(figure(auditor, "Amount").number()).isGreaterThanOrEqualTo(new BigDecimal(750_000));
            Map.of("Paid out", "Amount", "Providers' fees", "Fees").forEach((label, column) -> {
                Figure figure = figure(auditor, label);
                assertThat(figure.rows().stream()
                                .filter(row -> row.containsValue("Paid"))
                                .map(row -> number(row.get(column))))
                        .as(label)
                        .singleElement()
                        .satisfies(paid -> assertThat(paid).isEqualByComparingTo(figure.number()));
            });
        }
    }

    @Test
    void approvalsThatWaitForMeAreThoseThatIMayDecide() {
        String partner = PartnerSystem.onboarded(engine, Money.ZERO).code();
        try (ConsoleCalls proposer = inEnglish(Role.FINANCE);
                ConsoleCalls other = inEnglish(Role.FINANCE);
                ConsoleCalls operations = inEnglish(Role.OPERATIONS);
                ConsoleCalls auditor = inEnglish(Role.AUDITOR)) {
            String form = "/console/partners/" + partner + "/top-up";
            assertThat(proposer.post(
                                    form,
                                    Map.of(
                                            "form_token",
                                            proposer.formToken(form),
                                            "form_key",
                                            "waits-" + partner,
                                            "amount",
                                            "10000",
                                            "bank_reference",
                                            "BCA-" + partner))
                            .statusCode())
                    .isEqualTo(303);

            assertThat(countedRows(other, APPROVALS)).contains(partner);
            assertThat(countedRows(proposer, APPROVALS)).doesNotContain(partner);
            assertThat(countedRows(operations, APPROVALS))
                    .as("only finance decides about top-ups")
                    .doesNotContain(partner);
            assertThat(proposer.get("/console/approvals?state=PROPOSED").body()).contains(partner);
            assertThat(auditor.get("/console").body())
                    .contains("Needs a person")
                    .doesNotContain(APPROVALS);
        }
    }

    @Test
    void lowBalancesOpenListOfLowBalances() {
        String low = withPurchase(Money.rupiah(12_000)).code();
        String rich = withPurchase(Money.rupiah(20_000_000)).code();
        try (ConsoleCalls finance = inEnglish(Role.FINANCE)) {
            assertThat(countedRows(finance, "Partners short of funding"))
                    .contains(low)
                    .doesNotContain(rich);
            assertThat(finance.get("/console/funding").body()).contains(low, rich);
            assertThat(figure(finance, "Providers low on float").href())
                    .startsWith("/console/reports/floats?")
                    .endsWith("runway_below=7");
            assertThat(countedRows(finance, "Providers low on float")).contains("value=\"7\"");
        }
    }

    @Test
    void failedJobsOpenListOfFailedJobs() {
        String failed = "insert into shared.job_run (id, job, state, due_at, started_at, ended_at, outcome, place)"
                + " values (gen_random_uuid(), 'forget-expired', 'FAILED', :at, :at, :at, 'it failed', 'overview-links')";
        engine.database()
                .sql(failed)
                .param("at", Timestamp.from(engine.clock().instant()))
                .update();
        try (ConsoleCalls operations = inEnglish(Role.OPERATIONS)) {
            assertThat(countedRows(operations, "Jobs that failed"))
                    .contains("/console/jobs/forget-expired")
                    .doesNotContain("/console/jobs/verify-partners");
        } finally {
            engine.database()
                    .sql("delete from shared.job_run where place = 'overview-links'")
                    .update();
        }
    }

    private PartnerSystem withPurchase(Money balance) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, balance);
        assertThat(partner.transact(PurchaseBody.goodV2().json()).status()).isEqualTo(201);
        engine.awaitPaid(partner.id());
        engine.awaitFactsRead();
        return partner;
    }

    private ConsoleCalls inEnglish(Role role) {
        ConsoleCalls calls = ConsoleCalls.staff(engine, role);
        assertThat(calls.get("/console?lang=en").statusCode()).isLessThan(400);
        return calls;
    }

    /** The page of a count, after a check that the page has as many rows as the count says. */
    private static String countedRows(ConsoleCalls reader, String label) {
        Figure figure = figure(reader, label);
        assertThat(figure.rows())
                .as(label + " " + figure.href())
                .hasSize(figure.number().intValueExact());
        return figure.page();
    }

    private static Figure figure(ConsoleCalls reader, String label) {
        return FIGURE.matcher(reader.get("/console").body())
                .results()
                .filter(found -> HtmlUtils.htmlUnescape(found.group(2)).equals(label))
                .findFirst()
                .map(found -> {
                    String href = HtmlUtils.htmlUnescape(found.group(1));
                    return new Figure(href, found.group(3), reader.get(href).body());
                })
                .orElseThrow(() -> new AssertionError("no figure " + label));
    }

    /** The rows of the page's table, each with its cells by column. */
    private static List<Map<String, String>> rows(String page) {
        int begin = page.indexOf("<tbody>");
        if (begin < 0) {
            assertThat(page).contains("<p class=\"empty\">");
            return List.of();
        }
        List<String> heads = HEAD.matcher(page.substring(0, begin))
                .results()
                .map(head -> head.group(1))
                .toList();
        return Pattern.compile("<tr>")
                .splitAsStream(page.substring(begin, page.indexOf("</tbody>")))
                .skip(1)
                .map(row -> {
                    Map<String, String> cells = new LinkedHashMap<>();
                    CELL.matcher(row)
                            .results()
                            .forEach(cell -> cells.put(
                                    heads.get(cells.size()),
                                    cell.group(1).replaceAll("<[^>]*>", "").strip()));
                    return cells;
                })
                .toList();
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text.replaceAll("[^0-9.]", ""));
    }
}
