package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.SqlIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists: newest first, with every row that existed, whatever is written at the same time. */
@EngineTest
class V2ListingTest {

    private static final String TRANSACTIONS = PartnerSystem.TRANSACTIONS;

    private final EngineUnderTest engine;

    V2ListingTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void turnTheClockBack() {
        engine.clock().reset();
    }

    @Test
    void pagesShowEachItemOnceDuringNewPurchases() throws Exception {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            before.addFirst(partner.transact(PurchaseBody.goodV2().json())
                    .body()
                    .get("id")
                    .asString());
        }
        AtomicBoolean goesOn = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> reporting = threads.submit(() -> {
                int reported = 0;
                while (goesOn.get() && reported < 5_000) {
                    partner.transact(PurchaseBody.goodV2().json());
                    reported++;
                }
                return reported;
            });
            for (String listing : List.of(TRANSACTIONS + "?limit=7", TRANSACTIONS + "?wallet=LSAJA&limit=7")) {
                List<JsonNode> seen = walk(partner, listing);
                List<String> ids =
                        seen.stream().map(item -> item.get("id").asString()).toList();
                assertThat(ids).doesNotHaveDuplicates().containsSubsequence(before);
                assertThat(ids.subList(ids.size() - 60, ids.size())).isEqualTo(before);
                assertThat(seen.stream()
                                .map(item -> item.get("accepted_at").asString())
                                .toList()
                                .reversed())
                        .isSorted();
            }
            List<String> payouts = walk(partner, "/api/v2/payouts?limit=7").stream()
                    .map(item -> item.at("/items/0/purchase").asString())
                    .toList();
            assertThat(payouts).doesNotHaveDuplicates().containsAll(before);
            goesOn.set(false);
            assertThat(reporting.get()).isPositive();
        }
        engine.awaitPaid(partner.id());
    }

    @Test
    void filtersByCustomerWalletAndTime() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
        JsonNode first = report(partner, "628110000001", "LSAJA");
        JsonNode second = report(partner, "628110000002", "JOSVO");
        engine.awaitPaid(partner.id());
        engine.clock().advance(Duration.ofSeconds(30));
        JsonNode third = report(partner, "628110000001", "JOSVO");

        assertThat(list(partner, "")).containsExactly(id(third), id(second), id(first));
        assertThat(list(partner, "?msisdn=628110000001")).containsExactly(id(third), id(first));
        assertThat(list(partner, "?wallet=JOSVO")).containsExactly(id(third), id(second));
        assertThat(list(partner, "?wallet=JOSVO&msisdn=628110000001")).containsExactly(id(third));
        assertThat(list(partner, "?msisdn=628110000009")).isEmpty();
        assertThat(list(partner, "?from=" + at(second))).containsExactly(id(third), id(second));
        assertThat(list(partner, "?to=" + at(second))).containsExactly(id(first));
        assertThat(list(partner, "?from=" + at(first) + "&to=" + at(third))).containsExactly(id(second), id(first));
    }

    @Test
    void cursorKeepsFilters() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
        for (int i = 0; i < 9; i++) {
            report(partner, i % 3 == 0 ? "628110000001" : "628110000002", "LSAJA");
        }

        List<JsonNode> mine = walk(partner, TRANSACTIONS + "?msisdn=628110000001&limit=1");

        assertThat(mine)
                .hasSize(3)
                .allSatisfy(item -> assertThat(item.get("msisdn").asString()).isEqualTo("628110000001"));
    }

    @Test
    void boundedPageContinuesAtNext() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
        JsonNode mine = report(partner, "628110000001", "LSAJA");
        // As if its other customers had made these purchases since.
        engine.database()
                .sql("""
                        insert into cashback.purchase
                        select %s, partner, 'later ' || n, '628110000002', email, wallet, quantity, amount, cashback,
                          reward, rule, rule_version, tier_before, tier, recurring, entry, trace,
                          accepted_at + n * interval '1 microsecond'
                        from cashback.purchase, generate_series(1, 10000) n where partner = ?""".formatted(SqlIds.version7("clock_timestamp()")))
                .param(partner.id().value())
                .update();

        JsonNode first = partner.get(TRANSACTIONS + "?msisdn=628110000001").body();
        assertThat(first.get("items")).isEmpty();
        JsonNode second = partner.get(TRANSACTIONS + "?msisdn=628110000001&cursor="
                        + first.get("next_cursor").asString())
                .body();
        assertThat(second.get("items").valueStream().map(V2ListingTest::id)).containsExactly(id(mine));
        assertThat(second.get("next_cursor").isNull()).isTrue();
        assertThat(list(partner, "?to=" + mine.get("accepted_at").asString())).isEmpty();
    }

    private List<JsonNode> walk(PartnerSystem partner, String listing) {
        List<JsonNode> seen = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 2_000; page++) {
            Answer answer = partner.get(listing + cursor);
            assertThat(answer.status()).isEqualTo(200);
            answer.body().get("items").forEach(seen::add);
            if (answer.body().get("next_cursor").isNull()) {
                return seen;
            }
            cursor = "&cursor=" + answer.body().get("next_cursor").asString();
        }
        throw new AssertionError("the pages have no end");
    }

    private static List<String> list(PartnerSystem partner, String query) {
        return partner.get(TRANSACTIONS + query)
                .body()
                .get("items")
                .valueStream()
                .map(V2ListingTest::id)
                .toList();
    }

    private static JsonNode report(PartnerSystem partner, String msisdn, String wallet) {
        Answer answer = partner.transact(PurchaseBody.goodV2()
                .with("msisdn", "\"" + msisdn + "\"")
                .with("wallet", "\"" + wallet + "\"")
                .json());
        assertThat(answer.status()).isEqualTo(201);
        return answer.body();
    }

    private static String id(JsonNode transaction) {
        return transaction.get("id").asString();
    }

    private static String at(JsonNode transaction) {
        return transaction.get("accepted_at").asString();
    }
}
