package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * v1's list of transactions for officers: search, pages, sort orders, one transaction. Officers see only their own
 * partner's.
 */
@EngineTest
class OfficersTransactionsTest {

    private static final String PATH = "/api/partner/v1/transactions";

    private final EngineUnderTest engine;

    OfficersTransactionsTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void showsPurchaseAsV1WithoutEmptyValues() {
        PartnerSystem partner = partner();
        report(partner, PurchaseBody.goodV2().without("email"));

        JsonNode data = list(partner, "").data();

        assertThat(data.propertyNames())
                .containsExactlyInAnyOrder("transactions", "size", "total_elements", "total_pages");
        assertThat(data.get("size").asInt()).isEqualTo(10);
        JsonNode one = data.get("transactions").get(0);
        assertThat(one.propertyNames())
                .containsExactlyInAnyOrder("id", "wallet_code", "msisdn", "qty", "transaction", "cashback");
        assertThat(one.get("id").isIntegralNumber()).isTrue();
        assertThat(one.get("id").asLong()).isBetween(1L, 1L << 53);
        assertThat(one.get("wallet_code").asString()).isEqualTo("LSAJA");
        assertThat(one.get("msisdn").asString()).isEqualTo("628118770510");
        assertThat(one.get("qty").asInt()).isEqualTo(2);
        assertThat(one.get("transaction").toString()).isEqualTo("750000");
        assertThat(one.get("cashback").toString()).isEqualTo("11250");
    }

    @Test
    void showsEmptyPageWithoutTransactions() {
        JsonNode data = list(partner(), "").data();
        assertThat(data.propertyNames()).containsExactly("size");
    }

    @Test
    void pagesShowEachOnceNewestFirstWithTheRightTotals() {
        PartnerSystem partner = partner();
        for (int i = 1; i <= 25; i++) {
            report(partner, PurchaseBody.goodV2().with("quantity", Integer.toString(i)));
        }
        Set<Long> ids = new TreeSet<>();
        int expected = 25;
        for (int page = 1; page <= 3; page++) {
            JsonNode data = list(partner, "?start=" + page).data();
            assertThat(data.get("total_elements").asInt()).isEqualTo(25);
            assertThat(data.get("total_pages").asInt()).isEqualTo(3);
            assertThat(data.path("number").asInt(0)).isEqualTo((page - 1) * 10);
            for (JsonNode one : data.get("transactions")) {
                assertThat(one.get("qty").asInt()).isEqualTo(expected--);
                ids.add(one.get("id").asLong());
            }
        }
        assertThat(ids).hasSize(25);
        JsonNode beyond = list(partner, "?start=4").data();
        assertThat(beyond.has("transactions")).isFalse();
        assertThat(beyond.get("total_elements").asInt()).isEqualTo(25);
        assertThat(list(partner, "?limit=100").data().get("transactions")).hasSize(25);
        assertThat(list(partner, "?limit=101").data().get("size").asInt()).isEqualTo(10);
        assertThat(list(partner, "?limit=0").data().get("size").asInt()).isEqualTo(10);
        assertThat(list(partner, "?limit=1000000000").data().get("size").asInt())
                .isEqualTo(10);
        assertThat(get(partner, PATH + "?start=" + "9".repeat(30)).fields()).containsExactly("start");
    }

    @Test
    void laterPagesRepeatNothingOfPageOneWhilePurchasesArrive() {
        PartnerSystem partner = partner();
        for (int i = 1; i <= 12; i++) {
            report(partner, PurchaseBody.goodV2().with("quantity", Integer.toString(i)));
        }
        JsonNode first = list(partner, "?start=1").data().get("transactions");
        engine.clock().advance(Duration.ofSeconds(1));
        report(partner, PurchaseBody.goodV2().with("quantity", "13"));
        JsonNode second = list(partner, "?start=2").data();

        assertThat(first.get(0).get("qty").asInt()).isEqualTo(12);
        assertThat(second.get("transactions")
                        .valueStream()
                        .map(one -> one.get("qty").asInt()))
                .containsExactly(2, 1);
        assertThat(second.get("total_elements").asInt()).isEqualTo(12);
        JsonNode reopened = list(partner, "?start=1").data();
        assertThat(reopened.get("transactions").get(0).get("qty").asInt()).isEqualTo(13);
        assertThat(reopened.get("total_elements").asInt()).isEqualTo(13);
    }

    @ParameterizedTest
    @CsvSource({
        "sort_by=AMOUNT&sort=DESC, 3000000 750000 60000",
        "sortby=amount, 60000 750000 3000000",
        "sort_by=WALLET_CODE&sort=asc, 750000 60000 3000000",
        "sort_by=REWARD&sort=DESC, 60000 3000000 750000"
    })
    void ordersByACashbackAWalletOrAReward(String query, String amounts) {
        PartnerSystem partner = partner();
        report(partner, PurchaseBody.goodV2().worth("3000000.00").with("wallet", "\"LSAJA\""));
        report(partner, PurchaseBody.goodV2().worth("750000.00").with("wallet", "\"GPAID\""));
        // The third purchase in BRONZE, which has a reward.
        report(partner, PurchaseBody.goodV2().worth("60000.00").with("wallet", "\"JOSVO\""));

        List<String> shown = list(partner, "?" + query)
                .data()
                .get("transactions")
                .valueStream()
                .map(one -> one.get("transaction").toString())
                .toList();
        if (query.contains("REWARD")) {
            assertThat(shown.getFirst()).isEqualTo("60000");
        } else {
            assertThat(shown).containsExactly(amounts.split(" "));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text_search=Ani@Ex, 1",
        "textsearch=628777, 1",
        "text_search=08777000111, 1",
        "text_search=%2B62 877-7000, 1",
        "text_search=000111, 1",
        "text_search=0111, 1",
        "text_search=0062877, 1",
        "text_search=(0877) 7000, 1",
        "text_search=Îles/5, 1",
        "text_search=İZMİR, 1",
        "text_search=josvo, 1",
        "text_search=Special/7, 1",
        "text_search=%25, 0",
        "text_search=_, 0",
        "text_search=', 0",
        "text_search=nowhere, 0",
        "text_search=, 2"
    })
    void findsTransactionsByUsualSearches(String query, int hits) {
        PartnerSystem partner = partner();
        report(
                partner,
                PurchaseBody.goodV2()
                        .with("email", "\"ani@example.com\"")
                        .with("msisdn", "\"628777000111\"")
                        .with("wallet", "\"JOSVO\"")
                        .with("reference", "\"SPECIAL/7\""));
        report(partner, PurchaseBody.goodV2().without("email").with("reference", "\"ÎLES/5 İZMİR\""));

        JsonNode data = list(
                        partner,
                        "?" + query.replace(" ", "%20").replace("Î", "%C3%8E").replace("İ", "%C4%B0"))
                .data();
        assertThat(data.path("total_elements").asInt(0)).isEqualTo(hits);
        assertThat(data.path("transactions").size()).isEqualTo(hits);
    }

    @Test
    void oneIsFoundByItsNumberByItsOwnPartnerOnly() {
        PartnerSystem partner = partner();
        PartnerSystem other = partner();
        report(partner, PurchaseBody.goodV2());
        JsonNode listed = list(partner, "").data().get("transactions").get(0);
        String path = PATH + "/" + listed.get("id").asLong();

        Answer own = get(partner, path);
        assertThat(own.v1()).isEqualTo("200 8000");
        assertThat(own.data()).isEqualTo(listed);
        assertThat(list(partner, "").data().get("transactions").get(0)).isEqualTo(listed);

        Answer foreign = get(other, path);
        Answer absent = get(other, PATH + "/999999999999");
        assertThat(foreign.v1()).isEqualTo("200 9002");
        assertThat(foreign.body()).isEqualTo(absent.body());
        assertThat(list(other, "").data().has("transactions")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "?start=0, start",
        "?start=x, start",
        "?limit=ten, limit",
        "?sort_by=amount%3Bdrop table x, sort_by",
        "?sortby=ID, sortby",
        "?sort=up, sort",
        "?text_search=a%00b, text_search",
        "/1x, id",
        "/-1, id"
    })
    void namesTheFieldAtFault(String suffix, String field) {
        Answer answer = get(partner(), PATH + suffix.replace(" ", "%20"));
        assertThat(answer.v1()).isEqualTo("400 9008");
        assertThat(answer.fields()).containsExactly(field);
    }

    @Test
    void wantsAnOfficerAndFirstOfAllTheChannelOfPeople() {
        PartnerSystem partner = partner();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(Call.to(engine.uri(PATH)).by(client).v1()).isEqualTo("401 9009");
            assertThat(Call.to(engine.uri(PATH))
                            .header("x-client-channel", "B2BCLIENT")
                            .bearer(token(partner))
                            .by(client)
                            .v1())
                    .isEqualTo("401 9009");
            assertThat(Call.to(engine.uri(PATH))
                            .header("x-client-channel", "EBIZKEZBEK")
                            .bearer(partner.token())
                            .by(client)
                            .v1())
                    .isEqualTo("401 9005");
        }
    }

    private PartnerSystem partner() {
        return PartnerSystem.onboarded(engine, Money.rupiah(100_000_000));
    }

    private static void report(PartnerSystem partner, PurchaseBody body) {
        assertThat(partner.transact(body.json()).status()).isEqualTo(201);
    }

    private Answer list(PartnerSystem partner, String query) {
        Answer answer = get(partner, PATH + query);
        assertThat(answer.v1()).isEqualTo("200 8000");
        return answer;
    }

    private Answer get(PartnerSystem partner, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine.uri(path.replace("'", URLEncoder.encode("'", StandardCharsets.UTF_8))))
                    .header("x-client-channel", "EBIZKEZBEK")
                    .bearer(token(partner))
                    .by(client);
        }
    }

    private String token(PartnerSystem partner) {
        return engine.get(IdentityProvider.class)
                .issue(new Caller(Role.OFFICER, "officer@example.com", partner.id()), Duration.ofHours(1))
                .token();
    }
}
