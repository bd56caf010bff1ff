package id.kezbek.payouts.providers;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.provider.AccountAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.payouts.provider.RefusalKind;
import id.kezbek.sandbox.snap.DanaSandbox;
import id.kezbek.sandbox.xendit.XenditSandbox;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The question about the customer's account before an order, where the provider answers it. */
class AccountsAskedFirstTest {

    private static final AccountAnswer NOT_ASKED = new AccountAnswer.NotAvailable("NOT_ASKED");
    private static final String PAYABLE = "62811742234";

    private final TestClock clock = new TestClock();
    private final Ids ids = new Ids(clock, new Random());
    private final Map<String, Object> changed = new HashMap<>();
    private DanaSandbox dana;
    private XenditSandbox xendit;
    private ProvidersAlone alone;

    @BeforeEach
    void start() {
        dana = DanaSandbox.start(clock);
        xendit = XenditSandbox.start(clock);
        changed.putAll(dana.engineProperties());
        changed.putAll(xendit.engineProperties());
        changed.put("cezbek.providers.dana.account-inquiry", true);
        changed.put("cezbek.providers.xendit.account-inquiry", true);
    }

    @AfterEach
    void stop() {
        alone.close();
        dana.close();
        xendit.close();
    }

    @ParameterizedTest
    @CsvSource({"628110000404, SNAP_4043711", "628996647679, SNAP_4033709"})
    void noOrderGoesToANumberWithoutAnAccount(String number, String reason) {
        PayoutProvider provider = provider("DANAH2H");

        assertThat(provider.send(order(number, 12_500)))
                .isEqualTo(new Outcome.Refused(reason, RefusalKind.DESTINATION));
        assertThat(provider.send(order(number, 12_500))).isInstanceOf(Outcome.Refused.class);
        assertThat(dana.accountsAsked())
                .as("one wrong answer does not end a payout")
                .isEqualTo(2);
        assertThat(dana.movements()).isEmpty();
    }

    @Test
    void anAccountIsAskedAboutOnceForSomeMinutes() {
        PayoutProvider provider = provider("DANAH2H");

        assertThat(provider.send(order(PAYABLE, 12_500))).isInstanceOf(Outcome.Paid.class);
        assertThat(provider.send(order(PAYABLE, 12_500))).isInstanceOf(Outcome.Paid.class);
        assertThat(dana.accountsAsked()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(11));
        assertThat(provider.send(order(PAYABLE, 12_500))).isInstanceOf(Outcome.Paid.class);
        assertThat(dana.accountsAsked()).isEqualTo(2);
    }

    @Test
    void anAmountAboveTheAccountsLimitIsNotOrdered() {
        assertThat(provider("DANAH2H").send(order(PAYABLE, 2_000_001)))
                .isEqualTo(new Outcome.Refused("ABOVE_ACCOUNT_LIMIT", RefusalKind.CUSTOMER_LIMIT));
        assertThat(dana.movements()).isEmpty();
    }

    /** An account receives only so much a month. An answer of some minutes ago does not know the payments since. */
    @Test
    void theMonthlyRoomOfAnAccountIsRespected() {
        PayoutProvider provider = provider("DANAH2H");
        dana.roomOf(PAYABLE, 50_000);

        assertThat(provider.send(order(PAYABLE, 30_000))).isInstanceOf(Outcome.Paid.class);
        assertThat(provider.send(order(PAYABLE, 30_000)))
                .isEqualTo(new Outcome.Refused("ABOVE_ACCOUNT_LIMIT", RefusalKind.CUSTOMER_LIMIT));
        assertThat(provider.send(order(PAYABLE, 20_000))).isInstanceOf(Outcome.Paid.class);
        dana.roomOf(PAYABLE, 40_000);
        assertThat(provider.send(order(PAYABLE, 30_000))).as("next month").isInstanceOf(Outcome.Paid.class);

        assertThat(dana.movements())
                .extracting(DanaSandbox.Movement::amount)
                .containsExactly(30_000L, 20_000L, 30_000L);
    }

    @Test
    void aPaymentDoesNotProlongTheTimeOfAnAnswer() {
        PayoutProvider provider = provider("DANAH2H");
        dana.roomOf(PAYABLE, 100_000);

        assertThat(provider.send(order(PAYABLE, 30_000))).isInstanceOf(Outcome.Paid.class);
        clock.advance(Duration.ofMinutes(9));
        assertThat(provider.send(order(PAYABLE, 30_000))).isInstanceOf(Outcome.Paid.class);
        assertThat(dana.accountsAsked()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(provider.send(order(PAYABLE, 30_000))).isInstanceOf(Outcome.Paid.class);

        assertThat(dana.accountsAsked()).isEqualTo(2);
    }

    /** Without the question before, the refusal itself says so. */
    @Test
    void anAmountAboveTheMonthlyRoomIsTheCustomersLimit() {
        changed.remove("cezbek.providers.dana.account-inquiry");
        dana.roomOf(PAYABLE, 10_000);

        assertThat(provider("DANAH2H").send(order(PAYABLE, 12_500)))
                .isEqualTo(new Outcome.Refused("SNAP_4033802", RefusalKind.CUSTOMER_LIMIT));
        assertThat(dana.movements()).isEmpty();
    }

    @Test
    void aQuestionWithoutAnAnswerStopsNoOrder() {
        changed.put("cezbek.providers.dana.account-path", "/v1.0/nothing");

        PayoutProvider provider = provider("DANAH2H");

        for (int n = 0; n < 30; n++) {
            assertThat(provider.send(order(PAYABLE, 12_500))).isInstanceOf(Outcome.Paid.class);
        }
        assertThat(provider.isHealthy()).isTrue();
    }

    @Test
    void anAccountInquiryThatFailsIsNotRepeatedForAMinute() {
        changed.put("cezbek.providers.dana.account-path", "/v1.0/nothing");
        PayoutProvider provider = provider("DANAH2H");

        assertThat(provider.account(new Msisdn(PAYABLE), "DANA")).isNotEqualTo(NOT_ASKED);
        assertThat(provider.account(new Msisdn(PAYABLE), "DANA")).isEqualTo(NOT_ASKED);
        clock.advance(Duration.ofSeconds(61));
        assertThat(provider.account(new Msisdn(PAYABLE), "DANA")).isNotEqualTo(NOT_ASKED);
    }

    @Test
    void theHoldersNameIsReadAndNeverPrinted() {
        AccountAnswer answer = provider("DANAH2H").account(new Msisdn(PAYABLE), "DANA");

        assertThat(answer)
                .isInstanceOfSatisfying(
                        AccountAnswer.Exists.class,
                        exists -> assertThat(exists.name()).contains("B*** S***"));
        assertThat(answer.toString()).doesNotContain("B***");
        assertThat(order(PAYABLE, 1).to(java.util.Optional.of("Budi")).toString())
                .doesNotContain("Budi", PAYABLE);
    }

    @Test
    void theSettingIsOffByDefaultAndDoesNothingWhereTheProviderHasNoSuchCall() {
        changed.remove("cezbek.providers.dana.account-inquiry");

        assertThat(provider("DANAH2H").send(order(PAYABLE, 12_500))).isInstanceOf(Outcome.Paid.class);
        assertThat(dana.accountsAsked()).isZero();
        alone.close();
        assertThat(provider("XENDIT").send(order(PAYABLE, 12_500))).isInstanceOf(Outcome.Accepted.class);
    }

    private PayoutProvider provider(String code) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("sandboxes", changed));
        alone = new ProvidersAlone(environment, Map.of(), clock);
        return alone.find(code).orElseThrow();
    }

    private Order order(String number, long rupiah) {
        return new Order(
                Ids.text(ids.next()),
                "LAJADA",
                new Msisdn(number),
                "DANA",
                Money.rupiah(rupiah),
                clock.instant().plusSeconds(30));
    }
}
