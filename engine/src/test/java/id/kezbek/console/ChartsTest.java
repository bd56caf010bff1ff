package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import id.kezbek.browser.Chromium;
import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.reporting.rollup.RollUps;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Charts show the figures of their tables, and forms show the effect of what a person types, in a real browser. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartsTest {

    private static final String DESCRIBED = "svg.spark[role=img][aria-label]";

    private final EngineUnderTest engine;
    private Chromium chromium;
    private PartnerSystem partner;
    private Reader operations;

    ChartsTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void purchasesOfToday() {
        engine.clock().awayFromFullHour();
        partner = PartnerSystem.onboarded(engine, Money.rupiah(20_000_000));
        purchase(1);
        purchase(2);
        engine.awaitPaid(partner.id());
        RollUps rollUps = engine.get(RollUps.class);
        while (rollUps.read()) {
            Thread.onSpinWait();
        }
        chromium = Chromium.start();
        operations = Reader.staff(engine, chromium, Role.OPERATIONS).in("en");
        operations.open("/console");
        operations.logIn();
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        engine.clock().reset();
    }

    @AfterEach
    void noPageBrokeARule() {
        assertThat(chromium.faults()).isEmpty();
    }

    private void purchase(int customer) {
        assertThat(partner.transact(PurchaseBody.goodV2()
                                .with("reference", "\"CHART/" + partner.code() + "/" + customer + "\"")
                                .with(
                                        "msisdn",
                                        "\"62811879%05d\""
                                                .formatted(10 * partner.id().value() % 90_000 + customer))
                                .json())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void chartOfAReportHasTheFiguresOfItsTable() {
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        String days = "from=" + today.minusDays(3) + "&to=" + today;
        operations.open("/console/reports/purchases?by=DAY&" + days);
        Page page = operations.page();
        page.locator("[data-chart] canvas").waitFor();

        JsonNode chart =
                JsonMapper.shared().readTree(page.locator("[data-chart]").getAttribute("data-chart"));
        JsonNode report;
        try (StaffCalls staff = new StaffCalls(engine)) {
            report = staff.get("/api/v2/reports/purchases?by=DAY&" + days, Role.OPERATIONS)
                    .body()
                    .get("items");
        }

        assertThat(chart.get("from").asString()).isEqualTo(today.minusDays(3).toString());
        assertThat(figures(chart, 0))
                .usingElementComparator(BigDecimal::compareTo)
                .isEqualTo(days(report, today, "/cashback/value"));
        assertThat(figures(chart, 1))
                .usingElementComparator(BigDecimal::compareTo)
                .isEqualTo(days(report, today, "/purchases"));
        assertThat(page.locator("table tbody tr").count()).isEqualTo(report.size());
        assertThat(style(page, "thead th", "position"))
                .as("the head stays in view")
                .isEqualTo("sticky");
        assertThat(style(page, "td.number", "fontVariantNumeric")).contains("tabular-nums");
        assertThat(style(page, "td.number", "textAlign")).isEqualTo("right");
        assertThat(operations.violations()).isEmpty();
        assertThat(operations.violationsInTheDark()).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static String style(Page page, String selector, String property) {
        return String.valueOf(page.locator("main table " + selector)
                .first()
                .evaluate("(one, property) => getComputedStyle(one)[property]", property));
    }

    @Test
    void chartOfOneDayIsByHourAndHasTheFiguresOfItsTable() {
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        for (String report : List.of("purchases", "payouts")) {
            operations.open("/console/reports/" + report + "?by=DAY&from=" + today + "&to=" + today);
            Page page = operations.page();
            page.locator("[data-chart] canvas").waitFor();

            JsonNode chart =
                    JsonMapper.shared().readTree(page.locator("[data-chart]").getAttribute("data-chart"));
            JsonNode hours;
            try (StaffCalls staff = new StaffCalls(engine)) {
                hours = staff.get(
                                "/api/v2/reports/" + report + "?by=HOUR&from=" + today + "&to=" + today,
                                Role.OPERATIONS)
                        .body()
                        .get("items");
            }

            assertThat(page.locator("#f-by").inputValue()).isEqualTo("HOUR");
            assertThat(chart.get("stepSeconds").asInt()).isEqualTo(3600);
            assertThat(figures(chart, 1))
                    .usingElementComparator(BigDecimal::compareTo)
                    .isEqualTo(hours(hours, today, "/" + report));
            assertThat(figures(chart, 0))
                    .usingElementComparator(BigDecimal::compareTo)
                    .isEqualTo(hours(hours, today, (report.equals("payouts") ? "/amount" : "/cashback") + "/value"));
            assertThat(figures(chart, 1).stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isGreaterThanOrEqualTo(BigDecimal.TWO);
            assertThat(page.locator("table tbody tr").count()).isEqualTo(hours.size());
            assertThat(operations.violations()).isEmpty();
        }
    }

    @Test
    void chartOfTodayEndsNowAndTheGroupingFollowsTheDays() {
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        Page page = operations.page();
        String reports = "/console/reports/purchases?";
        operations.open(reports + "by=DAY&from=" + today.minusDays(1) + "&to=" + today.minusDays(1));
        assertThat(page.locator("#f-by").inputValue()).isEqualTo("HOUR");
        operations.open(reports + "by=HOUR&from=" + today.minusDays(1) + "&to=" + today);
        assertThat(page.locator("#f-by").inputValue()).isEqualTo("DAY");
        assertThat(page.locator("[data-chart]").count()).isOne();

        // The default begins with the month, so on its first day it is one day.
        operations.open(reports + "to=" + today.withDayOfMonth(1));
        assertThat(page.locator("#f-by").inputValue()).isEqualTo("HOUR");
        operations.open(reports + "from=" + today + "&to=" + today);
        JsonNode chart =
                JsonMapper.shared().readTree(page.locator("[data-chart]").getAttribute("data-chart"));
        assertThat(figures(chart, 1)).hasSize(hoursUntilNow());
    }

    private int hoursUntilNow() {
        return engine.clock().instant().atZone(Jakarta.ZONE).getHour() + 1;
    }

    /** The hours of today, up to the current one, of a report; zero where it has no line. */
    private List<BigDecimal> hours(JsonNode report, LocalDate day, String field) {
        return IntStream.range(0, hoursUntilNow())
                .mapToObj(hour -> Jakarta.startOf(day).plus(Duration.ofHours(hour)))
                .map(begin -> report.valueStream()
                        .filter(line ->
                                Instant.parse(line.get("hour").asString()).equals(begin))
                        .map(line -> new BigDecimal(line.at(field).asString()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .toList();
    }

    @Test
    void withoutScriptsAReportHasItsTableAndADrawnChart() {
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        Page page = chromium.pageWithoutScripts(1280, 900);
        page.context().addCookies(operations.page().context().cookies());

        page.navigate(engine.uri("/console/reports/purchases?by=DAY&from=" + today.minusDays(3) + "&to=" + today)
                .toString());
        assertThat(page.locator("main table tbody tr").count()).isPositive();
        assertThat(page.locator("figure.chart svg").boundingBox().height).isGreaterThan(50);
        assertThat(page.locator("figure.chart svg path").first().getAttribute("d"))
                .matches("M[0-9 ]+(L[0-9 ]+){3}");
        assertThat(page.locator("figure.chart figcaption").innerText()).isNotBlank();

        page.navigate(engine.uri("/console/reports/purchases?by=DAY&from=2001-01-01&to=2001-01-04")
                .toString());
        assertThat(page.locator("main table tbody tr td").count()).isLessThanOrEqualTo(1);
        assertThat(page.locator("figure.chart").count()).as("no empty box").isZero();
        page.context().close();
    }

    private static List<BigDecimal> figures(JsonNode chart, int line) {
        return chart.at("/lines/" + line + "/values")
                .valueStream()
                .map(JsonNode::decimalValue)
                .toList();
    }

    /** The last four days of a report; zero where it has no line. */
    private static List<BigDecimal> days(JsonNode report, LocalDate today, String field) {
        return today.minusDays(3)
                .datesUntil(today.plusDays(1))
                .map(day -> report.valueStream()
                        .filter(line -> line.get("day").asString().equals(day.toString()))
                        .map(line -> new BigDecimal(line.at(field).asString()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .toList();
    }

    @Test
    void figuresOfTheLastDaysHaveALineWithATextAlternative() {
        operations.open("/console");
        assertThat(operations.page().locator(DESCRIBED).count()).isEqualTo(7);
        operations.open("/console/partners/" + partner.code());
        assertThat(operations.page().locator(DESCRIBED).first().getAttribute("aria-label"))
                .contains("first 0, last 2, lowest 0, highest 2");
        Reader officer = Reader.officer(engine, chromium, partner.code()).in("id");
        officer.open("/console");
        officer.logIn();

        assertThat(officer.page().locator(DESCRIBED).first().getAttribute("aria-label"))
                .contains("pertama 0, terakhir 2, terendah 0, tertinggi 2");
        assertThat(officer.text()).contains("14 hari terakhir", "Rp1.500.000");
        assertThat(officer.violations()).isEmpty();
    }

    @Test
    void formOfARuleShowsItsEffectWhileAPersonTypes() {
        operations.open("/console/rules/new");
        Page page = operations.page();
        page.locator("text=To see the effect, complete").waitFor();
        page.locator("#partner").fill(partner.code());
        page.locator("#percent").fill("10");
        page.locator("[hx-post] .figures").waitFor();

        assertThat(page.locator("[hx-post]").innerText()).contains("Yesterday", "0 purchases", "No overlap and no gap");
        assertThat(operations.violations()).isEmpty();
        assertThat(engine.count("approvals.approval where kind = 'CHANGE_RULE' and arguments::text like '%"
                        + partner.code() + "%'"))
                .isZero();
    }

    @Test
    void formOfTheTiersShowsTheGapWhileAPersonTypes() {
        operations.open("/console/tiers/change");
        Page page = operations.page();
        page.locator("text=No change needs a warning").waitFor();
        String tiers = page.locator("#tiers").inputValue();
        page.locator("#tiers").fill(tiers.replaceFirst("; 2; ", "; 3; "));
        page.locator("text=have no gaps").first().waitFor();

        assertThat(page.locator("[hx-post]").innerText()).contains("grades must start at 1 and have no gaps");
    }
}
