package id.kezbek.payouts.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Fees, providers' limits and wallets over the API; on wallets of the test's own, so that nobody is paid otherwise. */
@EngineTest
class FeesAndWalletsOverHttpTest {

    private static final String FEES = "/api/v2/fees";
    private static final String WALLETS = "/api/v2/wallets";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EngineUnderTest engine;
    private final Purchases purchases;
    private final StaffCalls staff;
    private final PartnerId partner;
    private final String wallet = "FAW" + NUMBER.incrementAndGet();

    FeesAndWalletsOverHttpTest(EngineUnderTest engine, Purchases purchases, TestPartners partners) {
        this.engine = engine;
        this.purchases = purchases;
        this.staff = new StaffCalls(engine);
        this.partner = partners.prepaid(Money.rupiah(1_000_000));
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        staff.close();
    }

    @Test
    void aPartnerAndItsOfficersSeeTheWalletsThatPurchasesMayName() {
        for (Role role : List.of(Role.PARTNER, Role.OFFICER)) {
            String token = engine.get(IdentityProvider.class)
                    .issue(new Caller(role, "someone@example.com", partner), Duration.ofHours(1))
                    .token();
            try (HttpClient client = HttpClient.newHttpClient()) {
                Answer listed = Call.to(engine.uri(WALLETS)).bearer(token).by(client);

                assertThat(listed.status()).as("%s", listed.body()).isEqualTo(200);
                assertThat(listed.body().get("items").findValues("active")).allMatch(JsonNode::booleanValue);
                assertThat(listed.body().get("items").findValuesAsString("code"))
                        .contains("LSAJA", "GPAID", "JOSVO");
            }
        }
    }

    @Test
    void aWalletIsMadeChangedAndClosedByTwoPeopleAndRulesTheVeryNextPurchase() {
        assertThat(report()).isEqualTo(ErrorCode.WALLET_INVALID);
        Answer proposed = staff.post(WALLETS, Role.OPERATIONS, newWallet());
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(report()).isEqualTo(ErrorCode.WALLET_INVALID);
        assertThat(approve(proposed, Role.OPERATIONS).v2()).isEqualTo("403 forbidden");
        assertThat(approve(proposed, Role.ADMIN).status()).isEqualTo(200);
        assertThat(report()).isNull();

        assertThat(twoPeople(WALLETS + "/" + wallet + "/versions", changed(1, false))
                        .status())
                .isEqualTo(200);
        assertThat(report()).isEqualTo(ErrorCode.WALLET_INVALID);

        JsonNode history = staff.get(WALLETS + "/" + wallet, Role.AUDITOR).body();
        assertThat(history.at("/wallet/version").asInt()).isEqualTo(2);
        assertThat(history.at("/wallet/active").booleanValue()).isFalse();
        assertThat(history.at("/versions/0/wallet/active").booleanValue()).isTrue();
        assertThat(history.at("/versions/1/decision/proposed_by").asString()).isEqualTo("operations@staff.example");
        assertThat(history.at("/versions/1/decision/approved_by").asString()).isEqualTo("admin@staff.example");
        assertThat(history.at("/versions/1/decision/reason").asString()).isEqualTo("why not");
        assertThat(staff.post(WALLETS + "/" + wallet + "/versions", Role.OPERATIONS, changed(1, true))
                        .v2())
                .as("the version has moved on")
                .isEqualTo("409 state-conflict");
        cancelWhatNobodyPays();
    }

    private void cancelWhatNobodyPays() {
        engine.database()
                .sql("select id from payouts.payout where partner = ?")
                .param(partner.value())
                .query(UUID.class)
                .list()
                .forEach(payout -> engine.get(CancelPayout.class).cancel(payout, null, "test"));
    }

    @Test
    void whatThereIsIsListed() {
        assertThat(staff.get(WALLETS, Role.FINANCE)
                        .body()
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("code").asString()))
                .contains("GPAID", "JOSVO", "LSAJA");
        Answer josvo = staff.get(FEES + "?wallet=JOSVO&state=IN_FORCE", Role.AUDITOR);
        assertThat(josvo.body()
                        .get("items")
                        .valueStream()
                        .map(fee -> fee.get("provider").asString()))
                .containsExactly("JOSVOH2H", "MTRANS", "XENIT");
        Answer page = staff.get(FEES + "?wallet=JOSVO&limit=2", Role.AUDITOR);
        String cursor = page.body().get("next_cursor").asString();
        assertThat(staff.get(FEES + "?wallet=JOSVO&limit=2&cursor=" + cursor, Role.AUDITOR)
                        .body()
                        .at("/items/0/provider")
                        .asString())
                .isEqualTo("XENIT");
        assertThat(staff.post(WALLETS, Role.OPERATIONS, newWallet().replace(wallet, "LSAJA"))
                        .v2())
                .isEqualTo("409 state-conflict");
    }

    @Test
    void aFeeIsScheduledByTwoPeopleAndKeepsWhatItDoesNotChange() {
        twoPeople(WALLETS, newWallet());
        assertThat(staff.post(FEES, Role.FINANCE, fee("")).fields())
                .as("a first fee must be whole")
                .containsExactlyInAnyOrder("fee", "minimum", "maximum");
        Answer first = proposed(
                fee("\"fee\":" + amount(300) + ",\"minimum\":" + amount(1) + ",\"maximum\":" + amount(500_000) + ","));
        assertThat(warnings(first))
                .containsExactly("no provider could pay Rp500.001 to Rp1.000.000 to wallet " + wallet);
        assertThat(approve(first, Role.FINANCE).v2()).isEqualTo("403 forbidden");
        assertThat(approve(first, Role.ADMIN).status()).isEqualTo(200);
        Instant from = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        Answer second = proposed(fee("\"fee\":" + amount(250) + ",\"effective_from\":\"" + from + "\","));
        assertThat(second.body().get("summary").asString())
                .isEqualTo("fee of XENIT for " + wallet + " from " + from + " on: fee Rp250 (was Rp300)");
        approve(second, Role.ADMIN);

        assertThat(fees("")).containsExactly("IN_FORCE 300.00 500000.00", "PLANNED 250.00 500000.00");
        assertThat(fees("&state=PLANNED")).containsExactly("PLANNED 250.00 500000.00");
        engine.clock().advance(Duration.ofHours(2));
        assertThat(fees("")).containsExactly("PAST 300.00 500000.00", "IN_FORCE 250.00 500000.00");
        JsonNode last = staff.get(FEES + "?wallet=" + wallet + "&state=IN_FORCE", Role.FINANCE)
                .body()
                .at("/items/0");
        assertThat(last.at("/decision/proposed_by").asString()).isEqualTo("finance@staff.example");
        assertThat(last.at("/decision/reason").asString()).isEqualTo("why not");
    }

    @Test
    void aFeeHasANameForPeopleThatLaterFeesKeep() {
        twoPeople(WALLETS, newWallet());
        String limits =
                "\"fee\":" + amount(300) + ",\"minimum\":" + amount(1) + ",\"maximum\":" + amount(1_000_000) + ",";
        approve(proposed(fee(limits)), Role.ADMIN);
        assertThat(listed(0).has("name")).isFalse();
        Answer named = proposed(fee("\"name\":\"Contract of 2027\",\"description\":\"Ends in June.\","));
        assertThat(named.body().get("summary").asString())
                .endsWith("on: name Contract of 2027, description Ends in June.");
        JsonNode shown = staff.get("/api/v2/approvals/" + named.body().get("id").asString(), Role.ADMIN)
                .body();
        assertThat(shown.at("/arguments/name").asString()).isEqualTo("Contract of 2027");
        assertThat(shown.at("/before/name").isString()).isFalse();
        approve(named, Role.ADMIN);
        engine.clock().advance(Duration.ofSeconds(1));
        Answer cheaper = proposed(fee("\"fee\":" + amount(200) + ",\"description\":\"Ends in July.\","));
        assertThat(cheaper.body().get("summary").asString())
                .endsWith("on: fee Rp200 (was Rp300), description Ends in July. (was Ends in June.)");
        approve(cheaper, Role.ADMIN);
        assertThat(listed(2).get("name").asString()).isEqualTo("Contract of 2027");
    }

    @Test
    void warnsOfAFeeThatIsMoreThanTwiceTheOneBefore() {
        twoPeople(WALLETS, newWallet());
        String limits = ",\"minimum\":" + amount(1) + ",\"maximum\":" + amount(1_000_000) + ",";
        Answer first = proposed(fee("\"fee\":" + amount(300) + limits));
        assertThat(warnings(first)).isEmpty();
        approve(first, Role.ADMIN);
        String later = "\"effective_from\":\""
                + Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS) + "\",";

        Answer twice = proposed(fee("\"fee\":" + amount(600) + "," + later));
        assertThat(warnings(twice)).isEmpty();
        staff.post(
                "/api/v2/approvals/" + twice.body().get("id").asString() + "/reject",
                Role.ADMIN,
                "{\"reason\":\"not now\"}");
        Answer more = proposed(fee("\"fee\":" + amount(601) + "," + later));

        assertThat(warnings(more)).containsExactly("the fee Rp601 is more than twice the previous Rp300");
    }

    @Test
    void warnsOfAWalletThatTakesLessOrIsClosed() {
        Answer first = staff.post(WALLETS, Role.OPERATIONS, newWallet());
        assertThat(warnings(first)).containsExactly("payouts to the wallet wait until a provider has a fee for it");
        approve(first, Role.ADMIN);

        Answer narrower = staff.post(
                WALLETS + "/" + wallet + "/versions",
                Role.OPERATIONS,
                "{\"base_version\":1,\"name\":\"A wallet\",\"minimum\":" + amount(10) + ",\"maximum\":"
                        + amount(500_000) + ",\"active\":false,\"reason\":\"why not\"}");

        assertThat(warnings(narrower))
                .containsExactly(
                        "the engine refuses new purchases for this wallet",
                        "payouts of less than Rp10 wait after this change; the current minimum is Rp1",
                        "payouts of more than Rp500.000 will not be paid after this change; the current maximum is Rp1.000.000");
    }

    @Test
    void aProvidersLimitsChangeAndItIsSwitchedOffForAWallet() {
        twoPeople(WALLETS, newWallet());
        approve(
                proposed(fee("\"fee\":" + amount(300) + ",\"minimum\":" + amount(1) + ",\"maximum\":"
                        + amount(1_000_000) + ",")),
                Role.ADMIN);
        String limits = "/api/v2/providers/XENIT/limits";

        Answer off = staff.post(
                limits, Role.OPERATIONS, "{\"wallet\":\"" + wallet + "\",\"enabled\":false,\"reason\":\"it breaks\"}");

        assertThat(warnings(off)).containsExactly("no provider could pay to wallet " + wallet);
        assertThat(approve(off, Role.ADMIN).status()).isEqualTo(200);
        JsonNode fee = staff.get("/api/v2/providers/XENIT", Role.OPERATIONS)
                .body()
                .get("fees")
                .valueStream()
                .filter(one -> one.get("wallet").asString().equals(wallet))
                .findFirst()
                .orElseThrow();
        assertThat(fee.get("enabled").booleanValue()).isFalse();
        assertThat(fee.at("/fee/value").asString()).isEqualTo("300.00");
        assertThat(staff.post("/api/v2/providers/NOBODY/limits", Role.ADMIN, "{}")
                        .v2())
                .isEqualTo("404 not-found");
    }

    @Test
    void aFeeThatNoLongerFollowsTheSameOneIsRefused() {
        twoPeople(WALLETS, newWallet());
        Answer first = proposed(fee(
                "\"fee\":" + amount(300) + ",\"minimum\":" + amount(1) + ",\"maximum\":" + amount(1_000_000) + ","));
        engine.database()
                .sql("update approvals.approval set subject = 'set aside' where id = ?")
                .param(Ids.parse(first.body().get("id").asString()))
                .update();
        approve(
                proposed(fee("\"fee\":" + amount(200) + ",\"minimum\":" + amount(1) + ",\"maximum\":"
                        + amount(1_000_000) + ",")),
                Role.ADMIN);

        assertThat(approve(first, Role.ADMIN).v2()).isEqualTo("409 state-conflict");
        assertThat(fees("")).containsExactly("IN_FORCE 200.00 1000000.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{}|provider,wallet,reason",
                "{\"provider\":\"NOBODY\",\"wallet\":\"NOPE\",\"reason\":\"x\"}|provider,wallet",
                "{\"provider\":\"XENIT\",\"wallet\":\"JOSVO\",\"fee\":450,\"reason\":\"x\"}|fee",
                "{\"provider\":\"XENIT\",\"wallet\":\"JOSVO\",\"enabled\":\"no\",\"reason\":\"x\"}|enabled",
                "{\"provider\":\"XENIT\",\"wallet\":\"JOSVO\",\"effective_from\":\"2020-01-01T00:00:00Z\",\"reason\":\"x\"}|effective_from",
                "{\"provider\":\"XENIT\",\"wallet\":\"JOSVO\",\"minimum\":{\"value\":\"9000000.00\",\"currency\":\"IDR\"},\"reason\":\"x\"}|maximum",
                "{\"provider\":\"XENIT\",\"wallet\":\"JOSVO\",\"surcharge\":1,\"reason\":\"x\"}|surcharge"
            })
    void whatIsWrongWithAFeeIsNamedAndNothingIsProposed(String body, String fields) {
        long before = engine.count("approvals.approval");

        Answer answer = staff.post(FEES, Role.FINANCE, body);

        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactlyInAnyOrder(fields.split(","));
        assertThat(engine.count("approvals.approval")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{}|code,name,minimum,maximum,active,reason",
                "{\"code\":\"low\",\"name\":\"x\",\"minimum\":{\"value\":\"1\",\"currency\":\"IDR\"},\"maximum\":{\"value\":\"2\",\"currency\":\"IDR\"},\"active\":true,\"reason\":\"x\"}|code",
                "{\"code\":\"W\",\"name\":\"x\",\"minimum\":{\"value\":\"3\",\"currency\":\"IDR\"},\"maximum\":{\"value\":\"2\",\"currency\":\"IDR\"},\"active\":true,\"reason\":\"x\"}|maximum",
                "{\"code\":\"W\",\"name\":\"x\",\"minimum\":{\"value\":\"1.5\",\"currency\":\"IDR\"},\"maximum\":{\"value\":\"2\",\"currency\":\"IDR\"},\"active\":true,\"reason\":\"x\"}|minimum.value",
                "{\"code\":\"W\",\"name\":\"x\\ny\",\"minimum\":{\"value\":\"1\",\"currency\":\"IDR\"},\"maximum\":{\"value\":\"2\",\"currency\":\"IDR\"},\"active\":\"yes\",\"reason\":\"x\"}|name,active"
            })
    void whatIsWrongWithAWalletIsNamed(String body, String fields) {
        Answer answer = staff.post(WALLETS, Role.OPERATIONS, body);

        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactlyInAnyOrder(fields.split(","));
        assertThat(staff.get(WALLETS + "/NOPE", Role.ADMIN).v2()).isEqualTo("404 not-found");
        assertThat(staff.get(WALLETS + "/lsaja", Role.ADMIN).v2()).isEqualTo("404 not-found");
        assertThat(staff.post(WALLETS, Role.FINANCE, body).v2()).isEqualTo("403 forbidden");
    }

    /** What a purchase into the test's wallet is refused for; null where it is accepted. */
    private @Nullable ErrorCode report() {
        int number = NUMBER.incrementAndGet();
        Purchase purchase = new Purchase(
                partner,
                "R" + number,
                new Msisdn("62872%06d".formatted(number)),
                null,
                wallet,
                1,
                Money.rupiah(100_000));
        return purchases.accept(List.of(purchase)).getFirst() instanceof Acceptance.Refused refused
                ? refused.refusal().code()
                : null;
    }

    private Answer proposed(String fee) {
        Answer proposed = staff.post(FEES, Role.FINANCE, fee);
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        return proposed;
    }

    private Answer approve(Answer proposed, Role role) {
        return staff.post("/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve", role, "");
    }

    private Answer twoPeople(String path, String body) {
        Answer proposed = staff.post(path, Role.OPERATIONS, body);
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        return approve(proposed, Role.ADMIN);
    }

    private List<String> fees(String filter) {
        return staff.get(FEES + "?wallet=" + wallet + filter, Role.FINANCE)
                .body()
                .get("items")
                .valueStream()
                .map(fee ->
                        fee.get("state").asString() + " " + fee.at("/fee/value").asString() + " "
                                + fee.at("/maximum/value").asString())
                .toList();
    }

    private JsonNode listed(int place) {
        return staff.get(FEES + "?wallet=" + wallet, Role.FINANCE).body().at("/items/" + place);
    }

    private String newWallet() {
        return "{\"code\":\"" + wallet + "\",\"name\":\"A wallet\",\"minimum\":" + amount(1) + ",\"maximum\":"
                + amount(1_000_000) + ",\"active\":true,\"reason\":\"why not\"}";
    }

    private static String changed(int base, boolean active) {
        return "{\"base_version\":" + base + ",\"name\":\"A wallet\",\"minimum\":" + amount(1) + ",\"maximum\":"
                + amount(2_000_000) + ",\"active\":" + active + ",\"reason\":\"why not\"}";
    }

    private String fee(String fields) {
        return "{\"provider\":\"XENIT\",\"wallet\":\"" + wallet + "\"," + fields + "\"reason\":\"why not\"}";
    }

    private static String amount(long rupiah) {
        return "{\"value\":\"" + rupiah + ".00\",\"currency\":\"IDR\"}";
    }

    private static List<String> warnings(Answer answer) {
        return answer.body()
                .get("warnings")
                .valueStream()
                .map(warning -> warning.asString())
                .toList();
    }
}
