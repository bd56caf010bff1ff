package id.kezbek.console;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.journey.PartnerSystem;
import id.kezbek.journey.PurchaseBody;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Staff and officers filter transactions and payouts by day, reference and state; officers find only their own. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListFiltersTest {

    private final EngineUnderTest engine;
    private LocalDate day;
    private PartnerSystem own;
    private PartnerSystem foreign;
    private List<JsonNode> purchases;
    private JsonNode theirs;

    ListFiltersTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    /** Three purchases on a day whose ids no other test has used; the payout of the second is cancelled. */
    @BeforeAll
    void purchasesOfADay() {
        day = engine.clock().dayNotYetReached();
        engine.clock().turnTo(day);
        own = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));
        foreign = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000));
        purchases = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            purchases.add(own.transact(PurchaseBody.goodV2().json()).body());
        }
        theirs = foreign.transact(PurchaseBody.goodV2().json()).body();
        engine.awaitPaid(own.id());
        engine.awaitPaid(foreign.id());
        engine.database()
                .sql("update payouts.payout set state = 'CANCELLED' where id = "
                        + "(select payout from payouts.item where reference = ? and purchase in "
                        + "(select purchase from cashback.reference where partner = ?))")
                .params(purchases.get(1).get("reference").asString(), own.id().value())
                .update();
    }

    @AfterAll
    void reset() {
        engine.clock().reset();
    }

    @Test
    void transactionsOfOneStateCompleteAndOnce() {
        assertThat(paged("state=PAID&limit=1")).containsExactly(reference(2), reference(0));
        assertThat(paged("state=CANCELLED")).containsExactly(reference(1));
        assertThat(paged("state=HELD")).isEmpty();
        assertThat(own.get("/api/v2/transactions?state=OPEN").fields()).containsExactly("state");
        try (StaffCalls staff = new StaffCalls(engine)) {
            assertThat(references(staff.get("/api/v2/transactions?state=CANCELLED&partner=" + own.code(), Role.FINANCE)
                            .body()))
                    .containsExactly(reference(1));
        }
    }

    @Test
    void officersFilterTransactionsByState() {
        try (ConsoleCalls officer = ConsoleCalls.officer(engine, own.code())) {
            String cancelled = officer.get("/console/transactions?state=CANCELLED&from=" + day + "&to=" + day)
                    .body();

            assertThat(cancelled)
                    .contains(id(purchases.get(1)), "/console/payouts?state=CANCELLED&amp;from=" + day)
                    .doesNotContain(id(purchases.get(0)), id(theirs));
        }
    }

    @Test
    void officersFilterPayoutsByDayReferenceAndState() {
        try (ConsoleCalls officer = ConsoleCalls.officer(engine, own.code())) {
            String ofDay =
                    officer.get("/console/payouts?from=" + day + "&to=" + day).body();
            assertThat(ofDay)
                    .contains(payout(purchases.get(0)), payout(purchases.get(1)), payout(purchases.get(2)))
                    .doesNotContain(payout(theirs));
            assertThat(officer.get("/console/payouts?to=" + day.minusDays(1)).body())
                    .doesNotContain(payout(purchases.get(0)));
            assertThat(officer.get("/console/payouts?state=PAID&from=" + day).body())
                    .contains(payout(purchases.get(0)))
                    .doesNotContain(payout(purchases.get(1)));
            assertThat(officer.get("/console/payouts?reference=" + attempt(own, purchases.get(0)))
                            .body())
                    .contains(payout(purchases.get(0)))
                    .doesNotContain(payout(purchases.get(2)));
            assertThat(officer.get("/console/payouts?reference=" + attempt(foreign, theirs))
                            .body())
                    .doesNotContain(payout(theirs));
        }
    }

    @Test
    void staffFilterPayoutsOfAllPartnersByDay() {
        try (ConsoleCalls staff = ConsoleCalls.staff(engine, Role.OPERATIONS)) {
            staff.get("/console?lang=id");
            assertThat(staff.get("/console/payouts?from=" + day + "&to=" + day).body())
                    .contains(payout(purchases.get(0)), payout(theirs), "Dipesan dari");
        }
    }

    private List<String> paged(String filters) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = own.get("/api/v2/transactions?" + filters + cursor).body();
            seen.addAll(references(page));
            if (page.get("next_cursor").isNull()) {
                break;
            }
            cursor = "&cursor=" + page.get("next_cursor").asString();
        }
        return seen;
    }

    private static List<String> references(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.get("reference").asString())
                .toList();
    }

    private String reference(int purchase) {
        return purchases.get(purchase).get("reference").asString();
    }

    private static String id(JsonNode purchase) {
        return purchase.get("id").asString();
    }

    private static String payout(JsonNode purchase) {
        return purchase.at("/payout/id").asString();
    }

    private static String attempt(PartnerSystem partner, JsonNode purchase) {
        return partner.get("/api/v2/payouts/" + payout(purchase))
                .body()
                .at("/attempts/0/reference")
                .asString();
    }
}
