package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Officers read and download the figures of their own partner and of no other. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnFiguresTest {

    private static final String PAGE = "/console/figures";

    private final EngineUnderTest engine;
    private LocalDate today;
    private PartnerSystem own;
    private PartnerSystem foreign;
    private ConsoleCalls officer;

    OwnFiguresTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    /** The own partner has two purchases of 750,000 rupiah, the other partner has one of 1,234,000. */
    @BeforeAll
    void purchasesOfTwoPartners() {
        engine.clock().awayFromMidnight();
        today = Jakarta.dayOf(engine.clock().instant());
        own = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));
        foreign = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));
        own.transact(PurchaseBody.goodV2().json());
        own.transact(PurchaseBody.goodV2().json());
        foreign.transact(PurchaseBody.goodV2().worth("1234000").json());
        engine.awaitPaid(own.id());
        engine.awaitPaid(foreign.id());
        engine.awaitFactsRead();
        officer = ConsoleCalls.officer(engine, own.code());
        officer.get("/console?lang=en");
    }

    @AfterAll
    void close() {
        officer.close();
        engine.clock().reset();
    }

    @Test
    void showsFiguresOfOwnPartnerInBothLanguages() {
        String page = officer.get(PAGE).body();

        assertThat(page)
                .contains("Rp1,500,000", "Purchases and payments", "data-chart=")
                .doesNotContain("1,234,000")
                .doesNotContain("2,734,000");
        officer.get("/console?lang=id");
        assertThat(officer.get(PAGE).body()).contains("Rp1.500.000", "Pembelian dan pembayaran");
        officer.get("/console?lang=en");
        assertThat(officer.get("/console").body()).contains("href=\"" + PAGE + "\"");
    }

    @Test
    void filtersByDayAndGroupsByMonth() {
        assertThat(officer.get(PAGE + "?to=" + today.minusDays(1)).body())
                .contains("There is no figure for these days.")
                .doesNotContain("1,500,000");
        String byMonth =
                officer.get(PAGE + "?by=MONTH&from=" + today.minusDays(100)).body();
        assertThat(byMonth)
                .contains(">" + YearMonth.from(today) + "</td>", "Rp1,500,000")
                .doesNotContain("data-chart=");
        assertThat(officer.get(PAGE + "?from=" + today + "&to=" + today).body()).contains("Rp1,500,000");
        assertThat(own.get("/api/v2/partners/" + own.code() + "/figures?by=YEAR")
                        .fields())
                .containsExactly("by");
    }

    @Test
    void monthBeginsAtFirstRequestedDay() {
        assertThat(own.get("/api/v2/partners/" + own.code() + "/figures?by=MONTH&from=" + today)
                        .body()
                        .at("/items/0/day")
                        .asString())
                .isEqualTo(today.toString());
    }

    @Test
    void filesContainOwnFiguresOnly() {
        String csv = file(own, "CSV").body();
        assertThat(csv).contains("day,purchases,amount,cashback,reward,paid", today + ",2,1500000.00");
        assertThat(file(own, "XLSX").statusCode()).isEqualTo(200);

        assertThat(file(foreign, "CSV").statusCode()).isEqualTo(404);
        assertThat(file(foreign, "XLSX").statusCode()).isEqualTo(404);
        assertThat(own.get("/api/v2/partners/" + foreign.code() + "/figures").status())
                .isEqualTo(404);
        assertThat(officer.get(PAGE + "?partner=" + foreign.code()).body()).doesNotContain("1,234,000");
    }

    @Test
    void staffHaveTheirOwnReports() {
        try (ConsoleCalls staff = ConsoleCalls.staff(engine, Role.FINANCE)) {
            assertThat(staff.get(PAGE).statusCode()).isEqualTo(403);
        }
    }

    private HttpResponse<String> file(PartnerSystem partner, String format) {
        String list = "/api/v2/partners/" + partner.code() + "/figures?by=DAY&from=" + today;
        return officer.get(
                "/console/file?format=" + format + "&list=" + URLEncoder.encode(list, StandardCharsets.UTF_8));
    }
}
