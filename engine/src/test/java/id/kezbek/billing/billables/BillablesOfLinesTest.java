package id.kezbek.billing.billables;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.outcome.Reported;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A payout that two providers paid, for Rp500 and for Rp650. One of the payments, or both, come back. */
@PayoutsTest
class BillablesOfLinesTest {

    private static final Finding PAID = new Finding.Paid(Optional.of("theirs"));
    private static final Finding REVERSED = new Finding.Reversed("CALLBACK");

    @Autowired
    Outcomes outcomes;

    @Autowired
    Dispatch dispatch;

    @Autowired
    PayoutsStage stage;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    private Instant begin;
    private UUID payout;
    /** MTRANS refused the order and paid it later; its fee is Rp500. */
    private UUID duplicate;
    /** XENIT; its fee is Rp650. */
    private UUID payment;

    @BeforeEach
    void payTwice() throws InterruptedException {
        clock.turnTo(clock.dayNotYetReached());
        begin = clock.instant();
        stage.faults("MTRANS", "{\"refuse\": 1.0}");
        payout = stage.order(stage.customer(), "LSAJA", 3_000);
        send();
        clock.advance(Duration.ofSeconds(2));
        send();
        duplicate = stage.attempts(payout).getFirst().id();
        payment = stage.attempts(payout).getLast().id();
        report(duplicate, PAID);
        assertThat(stage.journal(payout))
                .containsExactly(
                        "SETTLE: CUSTOMER_PAYABLE <- FLOAT 3000",
                        "PROVIDER_FEE: FEES <- FLOAT 650",
                        "PAID_TWICE: SUSPENSE <- FLOAT 3000",
                        "PROVIDER_FEE: FEES <- FLOAT 500");
    }

    @AfterEach
    void clear() {
        stage.noFaults();
        stage.clear();
        clock.advance(Duration.ofMinutes(10));
    }

    @Test
    void countsOneOfTwoPayments() {
        assertThat(billed(begin, nextPeriod())).containsExactly("XENIT 1 3000 650");
    }

    @Test
    void ignoresDuplicatePaymentThatComesBackInALaterPeriod() {
        Instant later = nextPeriod();
        report(duplicate, REVERSED);

        assertThat(billed(begin, later)).containsExactly("XENIT 1 3000 650");
        assertThat(billed(later, nextPeriod())).isEmpty();
    }

    /** The customer keeps the other provider's payment. */
    @Test
    void countsPaymentOnceIfOnlyTheFirstComesBack() {
        Instant later = nextPeriod();
        report(payment, REVERSED);
        assertThat(stage.journal(payout)).endsWith("REVERSAL: FLOAT <- SUSPENSE 3000");

        Instant end = nextPeriod();
        assertThat(billed(begin, end)).containsExactly("XENIT 1 3000 650");
        assertThat(billed(later, end)).isEmpty();
    }

    @Test
    void countsNothingIfBothPaymentsComeBack() {
        report(payment, REVERSED);
        Instant later = nextPeriod();
        report(duplicate, REVERSED);
        assertThat(stage.journal(payout)).endsWith("REVERSAL: FLOAT <- CUSTOMER_PAYABLE 3000");

        Instant end = nextPeriod();
        assertThat(billed(later, end)).containsExactly("MTRANS -1 -3000 0");
        List<InvoiceContent.PayoutPart> all = payouts(begin, end);
        assertThat(all.stream().mapToLong(InvoiceContent.PayoutPart::payouts).sum())
                .isZero();
        assertThat(all.stream().map(InvoiceContent.PayoutPart::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isZero();
    }

    private List<String> billed(Instant from, Instant until) {
        return payouts(from, until).stream()
                .map(part -> part.provider() + " " + part.payouts() + " "
                        + part.amount().longValueExact() + " " + part.fees().longValueExact())
                .toList();
    }

    private List<InvoiceContent.PayoutPart> payouts(Instant from, Instant until) {
        return new BillablesOfLines(jdbc).payouts(from, until).getOrDefault(new PartnerId(1), List.of());
    }

    private Instant nextPeriod() {
        clock.advance(Duration.ofDays(30));
        return clock.instant();
    }

    private void report(UUID attempt, Finding finding) {
        assertThat(outcomes.report(new Report(attempt, payout, finding))).isInstanceOf(Reported.Written.class);
    }

    private void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }
}
