package id.kezbek.payouts.reading;

import id.kezbek.payouts.PayoutState;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Totals of payouts: amounts and fees by provider, and amounts by state. The totals are exact: the stored sums of whole
 * days, plus the payouts that these sums do not contain yet.
 */
@Component
public class PayoutTotals {

    /**
     * A provider's payments.
     *
     * @param count payments that arrived and were not reversed
     * @param directFees the fees of the same payments at each wallet's direct provider; the actual fee if there is none
     */
    public record ByProvider(String provider, long count, Money amount, Money fees, Money directFees) {

        public Money saved() {
            return directFees.minus(fees);
        }
    }

    public record ByState(PayoutState state, long count, Money amount) {}

    private final JdbcClient jdbc;

    PayoutTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A period. A null value means that the period has no start or no end. */
    public record Period(@Nullable Instant from, @Nullable Instant to) {}

    /**
     * A period as whole days in Asia/Jakarta and the parts before and after these days. The sums of the days are
     * stored; both parts are read payout by payout.
     */
    private record Parts(OffsetDateTime from, OffsetDateTime daysFrom, OffsetDateTime daysTo, OffsetDateTime to) {

        static Parts of(Period period) {
            OffsetDateTime from = period.from() == null ? OffsetDateTime.MIN : utc(period.from());
            OffsetDateTime to = period.to() == null ? OffsetDateTime.MAX : utc(period.to());
            OffsetDateTime daysFrom = period.from() == null ? from : utc(firstDay(period.from()));
            OffsetDateTime daysTo = period.to() == null ? to : utc(Jakarta.startOf(Jakarta.dayOf(period.to())));
            return daysFrom.isBefore(daysTo) ? new Parts(from, daysFrom, daysTo, to) : new Parts(from, to, to, to);
        }

        private static Instant firstDay(Instant from) {
            Instant start = Jakarta.startOf(Jakarta.dayOf(from));
            return start.equals(from)
                    ? start
                    : Jakarta.startOf(Jakarta.dayOf(from).plusDays(1));
        }

        private static OffsetDateTime utc(Instant at) {
            return at.atOffset(ZoneOffset.UTC);
        }
    }

    /**
     * Amounts and fees by provider.
     *
     * @param partner only payouts of this partner; null for all
     * @param period only payments that ended in this period
     */
    public List<ByProvider> byProvider(@Nullable PartnerId partner, Period period) {
        return statement(partner, period, """
                        with summed as (select coalesce(
                          (select until from payouts.summed_until), '-infinity'::timestamptz) as until),
                        sums as (
                          select provider, sum(attempts) as attempts, sum(amount) as amount, sum(fee) as fee,
                            sum(direct_fee) as direct_fee
                          from payouts.attempt_day
                          where day >= :firstDay and day < :endDay and (:partner::bigint is null or partner = :partner)
                          group by provider
                          union all
                          select provider, count(*), sum(amount), sum(fee), sum(coalesce(direct_fee, fee))
                          from payouts.attempt
                          where state = 'SUCCEEDED' and (:partner::bigint is null or partner = :partner)
                            and ended_at >= greatest(:from, (select until from summed)) and ended_at < :to
                          group by provider
                          union all
                          select provider, count(*), sum(amount), sum(fee), sum(coalesce(direct_fee, fee))
                          from payouts.attempt
                          where state = 'SUCCEEDED' and (:partner::bigint is null or partner = :partner)
                            and ended_at >= :from and ended_at < least(:daysFrom, (select until from summed))
                          group by provider
                          union all
                          select provider, count(*), sum(amount), sum(fee), sum(coalesce(direct_fee, fee))
                          from payouts.attempt
                          where state = 'SUCCEEDED' and (:partner::bigint is null or partner = :partner)
                            and ended_at >= :daysTo and ended_at < least(:to, (select until from summed))
                          group by provider)
                        select provider, sum(attempts), sum(amount), sum(fee), sum(direct_fee) from sums
                        group by provider having sum(attempts) > 0 order by provider""")
                .query((row, n) -> new ByProvider(
                        row.getString(1),
                        row.getLong(2),
                        Money.rupiah(row.getBigDecimal(3)),
                        Money.rupiah(row.getBigDecimal(4)),
                        Money.rupiah(row.getBigDecimal(5))))
                .list();
    }

    /**
     * Amounts by state.
     *
     * @param partner only payouts of this partner; null for all
     * @param period only payouts that were ordered in this period
     */
    public List<ByState> byState(@Nullable PartnerId partner, Period period) {
        return statement(partner, period, """
                        with summed as (select coalesce(
                          (select until from payouts.summed_until), '-infinity'::timestamptz) as until),
                        sums as (
                          select state, sum(payouts) as payouts, sum(amount) as amount from payouts.payout_day
                          where day >= :firstDay and day < :endDay and (:partner::bigint is null or partner = :partner)
                          group by state
                          union all
                          select state, count(*), sum(amount) from payouts.payout
                          where state in ('PAID', 'CANCELLED') and (:partner::bigint is null or partner = :partner)
                            and created_at >= :daysFrom and created_at < :daysTo and ended_at >= (select until from summed)
                          group by state
                          union all
                          select state, count(*), sum(amount) from payouts.payout
                          where state in ('HELD', 'IN_FLIGHT', 'ATTENTION') and (:partner::bigint is null or partner = :partner)
                            and created_at >= :daysFrom and created_at < :daysTo
                          group by state
                          union all
                          select state, count(*), sum(amount) from payouts.payout
                          where state = 'PENDING' and (:partner::bigint is null or partner = :partner)
                            and created_at >= :daysFrom and created_at < :daysTo
                          group by state
                          union all
                          select state, count(*), sum(amount) from payouts.payout
                          where (:partner::bigint is null or partner = :partner)
                            and created_at >= :from and created_at < :daysFrom
                          group by state
                          union all
                          select state, count(*), sum(amount) from payouts.payout
                          where (:partner::bigint is null or partner = :partner)
                            and created_at >= :daysTo and created_at < :to
                          group by state)
                        select state, sum(payouts), sum(amount) from sums
                        group by state having sum(payouts) > 0 order by state""")
                .query((row, n) -> new ByState(
                        PayoutState.valueOf(row.getString(1)), row.getLong(2), Money.rupiah(row.getBigDecimal(3))))
                .list();
    }

    private JdbcClient.StatementSpec statement(@Nullable PartnerId partner, Period period, String sql) {
        Parts parts = Parts.of(period);
        return jdbc.sql(sql)
                .param("partner", partner == null ? null : partner.value(), Types.BIGINT)
                .param("from", parts.from())
                .param("daysFrom", parts.daysFrom())
                .param("daysTo", parts.daysTo())
                .param("to", parts.to())
                .param("firstDay", day(parts.daysFrom()))
                .param("endDay", day(parts.daysTo()));
    }

    /** The day that begins at this time; unlimited if the period has no limit. */
    private static LocalDate day(OffsetDateTime start) {
        return start.equals(OffsetDateTime.MIN)
                ? LocalDate.MIN
                : start.equals(OffsetDateTime.MAX) ? LocalDate.MAX : Jakarta.dayOf(start.toInstant());
    }
}
