package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every spelling of a number is one customer, and every form of a reference is one purchase, at each entry point. */
@EngineTest
class CanonicalNumbersTest {

    private static final String CUSTOMER = "628118770510";
    private static final List<String> SPELLINGS =
            List.of(CUSTOMER, "+62 811-8770-510", "08118770510", "00628118770510", "6208118770510");

    private final EngineUnderTest engine;
    private PartnerSystem partner;

    CanonicalNumbersTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeEach
    void onboard() {
        partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
    }

    @Test
    void purchasesOfAllSpellingsCountForOneCustomer() {
        for (String spelling : SPELLINGS) {
            Answer answer = partner.transact(of(PurchaseBody.goodV2(), spelling));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body().get("msisdn").asString()).isEqualTo(CUSTOMER);
        }
        assertThat(partner.report(of(PurchaseBody.good(), "08118770510")).v1()).isEqualTo("200 8000");

        assertThat(customer(CUSTOMER).body().get("totals").get("transactions").asInt())
                .isEqualTo(SPELLINGS.size() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B628118770510", "08118770510", "00628118770510", "+62%20811-8770-510"})
    void looksUpEverySpelling(String spelling) {
        partner.transact(of(PurchaseBody.goodV2(), CUSTOMER));

        assertThat(customer(spelling).body().get("msisdn").asString()).isEqualTo(CUSTOMER);
        assertThat(partner.get("/api/v2/customers/" + spelling + "/journey")
                        .body()
                        .get("items"))
                .hasSize(1);
        assertThat(partner.standing(spelling).v1()).isEqualTo("200 8000");
        assertThat(partner.get(PartnerSystem.TRANSACTIONS + "?msisdn=" + spelling.replace("+", "%2B"))
                        .body()
                        .get("items"))
                .hasSize(1);
        assertThat(partner.get("/api/v2/payouts?msisdn=" + spelling.replace("+", "%2B"))
                        .body()
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void repeatInAnotherSpellingGetsTheFirstAnswer() {
        PurchaseBody body = PurchaseBody.goodV2().with("reference", "\"SAME/1\"");
        Answer first = partner.transact(of(body, CUSTOMER));

        Answer repeated = partner.transact(of(body, "0811 8770 510"));

        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.body().get("id")).isEqualTo(first.body().get("id"));
    }

    @Test
    void refusesImpossibleNumberWithExpectedForm() {
        Answer answer = partner.transact(of(PurchaseBody.goodV2(), "00000000"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("errors").get(0).get("reason").asString())
                .isEqualTo("must be a possible mobile number of Indonesia, such as 62812345678 or +62812345678");
        assertThat(customer("00000000").status()).isEqualTo(400);
        assertThat(partner.get("/api/v2/payouts?msisdn=1234567890").status()).isEqualTo(400);
    }

    @Test
    void composedAndDecomposedReferenceAreOnePurchaseAndCaseIsNot() {
        Answer first = partner.transact(referenced("caf\u00e9/1"));

        Answer decomposed = partner.transact(referenced("cafe\u0301/1"));
        Answer upper = partner.transact(referenced("CAF\u00c9/1"));

        assertThat(decomposed.status()).isEqualTo(200);
        assertThat(decomposed.body().get("id")).isEqualTo(first.body().get("id"));
        assertThat(upper.status()).isEqualTo(201);
        assertThat(partner.get(PartnerSystem.TRANSACTIONS + "?reference=cafe%CC%81%2F1")
                        .body()
                        .get("items"))
                .hasSize(1);
        assertThat(partner.get(PartnerSystem.TRANSACTIONS + "?reference=%20A").status())
                .isEqualTo(400);
    }

    private Answer customer(String spelling) {
        return partner.get("/api/v2/customers/" + spelling);
    }

    private static String of(PurchaseBody body, String msisdn) {
        return body.with("msisdn", "\"" + msisdn + "\"").json();
    }

    private static String referenced(String reference) {
        return PurchaseBody.goodV2().with("reference", "\"" + reference + "\"").json();
    }
}
