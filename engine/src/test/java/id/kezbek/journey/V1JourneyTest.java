package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.OnboardingForm;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.sandbox.client.Credentials;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * v1 as its clients use it: fields, types, codes and statuses of each request, with the real processing from end to
 * end.
 */
@EngineTest
class V1JourneyTest {

    private static final Money BALANCE = Money.rupiah(1_000_000);
    private static final byte[] LOGO = PartnerSamples.image("png", 64, 64);
    private static final long LATE_SECONDS = 60;
    private static final int ID_MAX = 30;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();

    V1JourneyTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void pingAnswersPong() {
        Answer answer = Call.to(engine.uri("/api/ping")).by(client);

        assertSuccess(answer);
        assertThat(answer.data().isString()).isTrue();
        assertThat(answer.data().asString()).isEqualTo("pong");
    }

    @Test
    void partnerIsOnboardedSignsInAndReports() {
        String code = newCode();
        Answer onboarded = onboard(OnboardingForm.texts(code), engine.staffToken(Role.OPERATIONS));
        assertSuccess(onboarded, "transaction_id", "transaction_timestamp", "api_key", "api_secret");
        assertReceipt(onboarded.data());

        Credentials credentials = new Credentials(
                code,
                onboarded.data().get("api_key").asString(),
                onboarded.data().get("api_secret").asString());
        Answer session = PartnerSystem.signIn(engine, credentials);
        assertSuccess(session, "code", "company", "token", "refresh_token", "expired");
        assertThat(session.data().get("code").asString()).isEqualTo(code);
        assertThat(session.data().get("company").asString()).isEqualTo("PT. " + code);
        assertThat(session.data().get("token").isString()).isTrue();
        assertThat(session.data().get("refresh_token").isString()).isTrue();
        assertThat(session.data().get("expired").isIntegralNumber()).isTrue();
        assertThat(session.data().get("expired").asLong()).isEqualTo(3600);
    }

    @Test
    void purchaseReturnsReceiptAndTier() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        LocalDate today = Jakarta.dayOf(engine.clock().instant());

        Answer receipt = partner.report(PurchaseBody.good().json());
        assertSuccess(receipt, "transaction_id", "transaction_timestamp");
        assertReceipt(receipt.data());

        Answer standing = partner.standing("628118770510");
        assertSuccess(standing, "tier", "recurring", "date_expired");
        assertThat(standing.data().get("tier").asString()).isEqualTo("BRONZE");
        assertThat(standing.data().get("recurring").isIntegralNumber()).isTrue();
        assertThat(standing.data().get("recurring").asInt()).isEqualTo(1);
        assertThat(standing.data().get("date_expired").asString())
                .matches("\\d{4}-\\d{2}-\\d{2}")
                .isEqualTo(today.plusDays(90).toString());
    }

    @Test
    void fifthPurchaseMovesCustomerToSilver() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        for (int i = 0; i < 5; i++) {
            assertSuccess(partner.report(PurchaseBody.good().json()), "transaction_id", "transaction_timestamp");
        }

        JsonNode standing = partner.standing("628118770510").data();
        assertThat(standing.get("tier").asString()).isEqualTo("SILVER");
        assertThat(standing.get("recurring").asInt()).isEqualTo(1);
    }

    @Test
    void repeatWithOtherFormOfAmountGetsFirstAnswer() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        PurchaseBody purchase = PurchaseBody.good();
        Answer first = partner.report(purchase.json());
        engine.settle();
        engine.clock().advance(Duration.ofMinutes(1));

        try {
            assertThat(partner.report(purchase.json()).body()).isEqualTo(first.body());
            assertThat(partner.report(purchase.with("amount", "\"750000.00\"").json())
                            .body())
                    .isEqualTo(first.body());
            assertThat(partner.report(purchase.with("amount", "7.5e5")
                                    .with("unknown", "1")
                                    .json())
                            .body())
                    .isEqualTo(first.body());
        } finally {
            engine.clock().reset();
        }
        assertThat(partner.standing("628118770510").data().get("recurring").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "quantity,1",
                "amount,750000.01",
                "msisdn,\"628118770511\"",
                "email,\"other@example.com\"",
                "email,null",
                "merchant_code,\"GPAID\"",
                "merchant_code,\"NOPE\"",
                "amount,1",
            })
    void usedReferenceWithOtherValuesIsConflict(String field, String otherValue) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        PurchaseBody purchase = PurchaseBody.good();
        partner.report(purchase.json());
        settleMail(partner);
        Map<String, Long> before = partner.recorded();

        Answer answer = partner.report(purchase.with(field, otherValue).json());

        assertRefusal(answer, "400 9008", "transaction_reference");
        assertThat(partner.recorded()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "merchant_code,\"NOPE\",400 BR-04",
                "merchant_code,\"lsaja\",400 BR-04",
                "amount,49999.99,400 BR-07",
                "amount,0.01,400 BR-07",
                "amount,1000000000000,400 BR-08",
            })
    void businessRefusalHasCodeAndRecordsNothing(String field, String value, String outcome) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(999_999));
        PurchaseBody purchase = PurchaseBody.good().with(field, value);
        Map<String, Long> before = partner.recorded();

        Answer answer = partner.report(purchase.json());

        assertThat(answer.v1()).isEqualTo(outcome);
        assertThat(answer.body().propertyNames()).containsExactly("meta");
        assertThat(answer.body().at("/meta/message").asString()).isNotBlank();
        assertThat(partner.recorded()).isEqualTo(before);
        assertThat(partner.standing("628118770510").v1()).isEqualTo("200 9002");
        assertThat(partner.report(purchase.with("merchant_code", "\"LSAJA\"")
                                .with("amount", "50000")
                                .json())
                        .v1())
                .as("its reference is still free")
                .isEqualTo("200 8000");
    }

    @Test
    void unknownCustomerIsNotFoundWithStatus200() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        PartnerSystem another = PartnerSystem.onboarded(engine, BALANCE);
        another.report(PurchaseBody.good().json());

        Answer answer = partner.standing("628118770510");

        assertThat(answer.v1()).as("another partner's customer").isEqualTo("200 9002");
        assertThat(answer.body().propertyNames()).containsExactly("meta");
        assertThat(answer.body().get("meta").propertyNames()).containsExactlyInAnyOrder("code", "message");
    }

    @Test
    void checksChannelFirst() {
        for (String channel : new String[] {"EBIZKEZBEK", "b2bclient", "B2BCLIENT,EBIZKEZBEK", ""}) {
            for (String path : new String[] {PartnerSystem.CASHBACKS, PartnerSystem.SIGN_IN}) {
                Answer answer = Call.to(engine.uri(path))
                        .header("x-client-channel", channel)
                        .bearer("no.token.atall")
                        .post("{broken")
                        .by(client);
                assertThat(answer.v1()).isEqualTo("401 9009");
                assertThat(answer.body().propertyNames()).containsExactly("meta");
            }
        }
        assertThat(Call.to(engine.uri(PartnerSystem.CASHBACKS + "/628118770510"))
                        .by(client)
                        .v1())
                .isEqualTo("401 9009");
    }

    @Test
    void checksTokenBeforeBody() {
        for (String token : new String[] {"no.token.atall", engine.staffToken(Role.ADMIN)}) {
            Answer answer = Call.to(engine.uri(PartnerSystem.CASHBACKS))
                    .header("x-client-channel", "B2BCLIENT")
                    .bearer(token)
                    .post("{broken")
                    .by(client);
            assertThat(answer.v1()).isEqualTo("401 9005");
        }
    }

    @ParameterizedTest
    @CsvSource({"code", "email", "msisdn"})
    void refusesExistingCodeEmailOrNumber(String field) {
        String token = engine.staffToken(Role.ADMIN);
        Map<String, String> first = OnboardingForm.texts(newCode());
        assertSuccess(onboard(first, token), "transaction_id", "transaction_timestamp", "api_key", "api_secret");
        Map<String, String> second = OnboardingForm.texts(newCode());
        second.put(field, field.equals("email") ? first.get(field).toUpperCase(Locale.ROOT) : first.get(field));
        long partners = engine.count("partners.partner");

        Answer answer = onboard(second, token);

        assertThat(answer.v1()).isEqualTo("400 BR-01");
        assertThat(answer.body().has("data")).isFalse();
        assertThat(engine.count("partners.partner")).isEqualTo(partners);
    }

    @Test
    void onlyStaffOnboard() {
        byte[] form = OnboardingForm.bytes(OnboardingForm.texts(newCode()), LOGO);
        long partners = engine.count("partners.partner");

        Answer nobody = Call.to(engine.uri(OnboardingForm.PATH))
                .header("content-type", OnboardingForm.CONTENT_TYPE)
                .post(form)
                .by(client);
        assertThat(nobody.v1()).isEqualTo("401 9005");
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.ZERO);
        Answer aPartner = onboard(OnboardingForm.texts(newCode()), partner.token());
        assertThat(aPartner.v1()).isEqualTo("401 9005");
        assertThat(aPartner.body().has("data")).isFalse();
        assertThat(engine.count("partners.partner")).isEqualTo(partners + 1);
    }

    private Answer onboard(Map<String, String> texts, String token) {
        return Call.to(engine.uri(OnboardingForm.PATH))
                .bearer(token)
                .header("content-type", OnboardingForm.CONTENT_TYPE)
                .post(OnboardingForm.bytes(texts, LOGO))
                .by(client);
    }

    /** Waits for the consequences of an accepted purchase: the payout and the invoice. */
    private void settleMail(PartnerSystem partner) {
        engine.settle();
        Eventually.holds("the invoice is written", () -> partner.emails() == 1);
    }

    private void assertReceipt(JsonNode data) {
        assertThat(data.get("transaction_id").isString()).isTrue();
        assertThat(data.get("transaction_id").asString()).hasSizeBetween(1, ID_MAX);
        assertThat(data.get("transaction_timestamp").isIntegralNumber()).isTrue();
        long now = engine.clock().instant().getEpochSecond();
        assertThat(data.get("transaction_timestamp").asLong()).isBetween(now - LATE_SECONDS, now);
    }

    private static void assertSuccess(Answer answer, String... fields) {
        assertThat(answer.v1()).isEqualTo("200 8000");
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("data", "meta");
        assertThat(answer.body().get("meta").propertyNames()).containsExactlyInAnyOrder("code", "message");
        assertThat(answer.body().at("/meta/code").isString()).isTrue();
        if (fields.length > 0) {
            assertThat(answer.data().propertyNames()).containsExactlyInAnyOrder(fields);
        }
    }

    private static void assertRefusal(Answer answer, String outcome, String field) {
        assertThat(answer.v1()).isEqualTo(outcome);
        assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("meta", "errors");
        assertThat(answer.fields()).containsExactly(field);
        assertThat(answer.body().get("errors").get(0).propertyNames()).containsExactlyInAnyOrder("field", "reason");
    }

    private static String newCode() {
        return "J" + NUMBER.incrementAndGet();
    }
}
