package id.kezbek.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What cancelling a payout does with the refunds of its purchases. */
@PayoutsTest
class CancelRefundedPayoutsTest {

    private static final PartnerId LAJADA = new PartnerId(1);
    private static final String PEOPLE = "a@kezbek.id, b@kezbek.id";

    @Autowired
    CancelPayout cancelPayout;

    @Autowired
    FundingSlots fundingSlots;

    @Autowired
    Ledger ledger;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Autowired
    Ids ids;

    @Autowired
    PayoutsStage stage;

    @AfterEach
    void clear() {
        stage.clear();
    }

    /**
     * It was paid, refunded and then taken back by its provider: the customer has none of it, and the partner gets back only what
     * the refund has not returned.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // state, owed, open, written off | posted | returned, and the refund afterwards
                "OWED|5000|5000|0|NETTING: CUSTOMER_PAYABLE <- CLAWBACK 5000|-|0|RETURNED 0 0 0",
                "OWED|3000|1000|0|NETTING: CUSTOMER_PAYABLE <- CLAWBACK 1000|CANCEL: CUSTOMER_PAYABLE <- FUNDING 4000|4000|NETTED 2000 0 0",
                "OWED|9000|9000|0|NETTING: CUSTOMER_PAYABLE <- CLAWBACK 5000|-|0|OWED 4000 4000 0",
                "NETTED|3000|0|0|CANCEL: CUSTOMER_PAYABLE <- FUNDING 5000|-|5000|NETTED 3000 0 0",
                "WRITTEN_OFF|3000|0|2000|NETTING: CUSTOMER_PAYABLE <- WRITE_OFF 2000|CANCEL: CUSTOMER_PAYABLE <- FUNDING 3000|3000|NETTED 1000 0 0",
                "ABSORBED_BY_OPERATOR|5000|0|0|NETTING: CUSTOMER_PAYABLE <- WRITE_OFF 5000|-|0|RETURNED 0 0 0",
                "ABSORBED_BY_PARTNER|3000|0|0|CANCEL: CUSTOMER_PAYABLE <- FUNDING 5000|-|5000|RETURNED 0 0 0"
            })
    void cancellingUndoesTheRefundsOfAPayoutThatWasTakenBack(
            String state,
            long owed,
            long open,
            long writtenOff,
            String first,
            @Nullable String second,
            long returned,
            String afterwards) {
        ledger.open(Account.ofPartner(AccountKind.CLAWBACK, "LAJADA"), Account.own(AccountKind.WRITE_OFF));
        Money before = fundingSlots.available(LAJADA);
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        refunded(payout, state, owed, open, writtenOff);

        cancelPayout.cancel(payout, null, PEOPLE);

        assertThat(stage.state(payout)).isEqualTo(PayoutState.CANCELLED);
        assertThat(stage.journalOf(payout))
                .containsExactlyElementsOf(
                        Stream.of(first, second).filter(Objects::nonNull).toList());
        assertThat(fundingSlots.available(LAJADA).minus(before)).isEqualTo(Money.rupiah(returned));
        assertThat(jdbc.sql("""
                        select state || ' ' || owed::bigint || ' ' || open::bigint || ' ' || written_off::bigint
                        from payouts.refund where payout = ?""").param(payout).query(String.class).single()).isEqualTo(afterwards);
        assertThat(jdbc.sql("""
                        select p.amount = ? and p.amount = (select sum(amount) from payouts.item where payout = p.id)
                        from payouts.payout p where id = ?""").params(returned, payout).query(Boolean.class).single())
                .as("the payout is the sum of its items")
                .isTrue();
    }

    /** Reports add up what customers keep. */
    @ParameterizedTest
    @CsvSource({"ABSORBED_BY_PARTNER, 3000, -3000", "ABSORBED_BY_OPERATOR, 7000, -5000", "OWED, 3000,"})
    void cancellingTakesBackWhatIsNotAbsorbedAnyMore(String state, long owed, @Nullable Long absorbed) {
        ledger.open(Account.ofPartner(AccountKind.CLAWBACK, "LAJADA"), Account.own(AccountKind.WRITE_OFF));
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        refunded(payout, state, owed, state.equals("OWED") ? owed : 0, 0);

        cancelPayout.cancel(payout, null, PEOPLE);

        assertThat(jdbc.sql("""
                        select (body ->> 'amount')::numeric::bigint from facts.fact
                        where kind = 'REFUND_ABSORBED' and subject = ?""").param(payout).query(Long.class).list())
                .containsExactlyElementsOf(Stream.ofNullable(absorbed).toList());
    }

    /** An earlier version did not store what people gave up. */
    @Test
    void cancellingIsRefusedIfTheWrittenOffAmountIsUnknown() {
        Money before = fundingSlots.available(LAJADA);
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        refunded(payout, "WRITTEN_OFF", 5_000, 0, 0);

        assertConflict(() -> cancelPayout.check(payout));
        assertConflict(() -> cancelPayout.cancel(payout, null, PEOPLE));

        assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
        assertThat(fundingSlots.available(LAJADA)).isEqualTo(before);
    }

    /** It was posted at the time at which the refund ended. */
    @Test
    void cancellingReadsUnstoredWrittenOffAmountFromTheLedger() {
        Account clawback = Account.ofPartner(AccountKind.CLAWBACK, "LAJADA");
        Account writeOff = Account.own(AccountKind.WRITE_OFF);
        ledger.open(clawback, writeOff);
        Money before = fundingSlots.available(LAJADA);
        UUID payout = stage.order(stage.customer(), "LSAJA", 5_000);
        refunded(payout, "WRITTEN_OFF", 5_000, 0, 0);
        UUID refund = jdbc.sql("select id from payouts.refund where payout = ?")
                .param(payout)
                .query(UUID.class)
                .single();
        Instant endedAt = jdbc.sql("select ended_at from payouts.refund where id = ?")
                .param(refund)
                .query(Timestamp.class)
                .single()
                .toInstant();
        transactions.executeWithoutResult(status -> {
            Pipeline pipeline = new Pipeline();
            ledger.post(
                    pipeline,
                    List.of(new Movement(
                            ids.next(),
                            MovementKind.WRITE_OFF,
                            refund,
                            writeOff,
                            clawback,
                            Money.rupiah(4_000),
                            endedAt)));
            pipeline.run(template);
        });

        cancelPayout.check(payout);
        cancelPayout.cancel(payout, null, PEOPLE);

        assertThat(stage.journalOf(payout))
                .containsExactly(
                        "NETTING: CUSTOMER_PAYABLE <- WRITE_OFF 4000", "CANCEL: CUSTOMER_PAYABLE <- FUNDING 1000");
        assertThat(fundingSlots.available(LAJADA).minus(before)).isEqualTo(Money.rupiah(1_000));
    }

    private void refunded(UUID payout, String state, long owed, long open, long writtenOff) {
        jdbc.sql("""
                        insert into payouts.refund (id, payout, purchase, reference, partner, msisdn, wallet, amount, state, owed, open,
                          written_off, recorded_at, ended_at)
                        select gen_random_uuid(), p.id, i.purchase, i.reference, p.partner, p.msisdn, p.wallet, 9000, ?, ?, ?, ?, now(),
                          case when ? = 'OWED' then null else now() end
                        from payouts.payout p join payouts.item i on i.payout = p.id where p.id = ?""").params(state, owed, open, writtenOff, state, payout).update();
    }

    private static void assertConflict(ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STATE_CONFLICT));
    }
}
