package id.kezbek.payouts.days;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.reading.PayoutTotals;
import id.kezbek.payouts.reading.PayoutTotals.Period;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The totals of payouts, summed over single payouts and attempts. */
final class PlainTotals {

    private final JdbcClient jdbc;

    PlainTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<PayoutTotals.ByProvider> byProvider(@Nullable PartnerId partner, Period period) {
        return plain("""
                        select provider, count(*), sum(amount), sum(fee), sum(coalesce(direct_fee, fee)) from payouts.attempt
                        where state = 'SUCCEEDED' and (:partner::bigint is null or partner = :partner) and ended_at >= :from and ended_at < :to
                        group by provider order by provider""", partner, period)
                .query((row, n) -> new PayoutTotals.ByProvider(
                        row.getString(1),
                        row.getLong(2),
                        Money.rupiah(row.getBigDecimal(3)),
                        Money.rupiah(row.getBigDecimal(4)),
                        Money.rupiah(row.getBigDecimal(5))))
                .list();
    }

    List<PayoutTotals.ByState> byState(@Nullable PartnerId partner, Period period) {
        return plain("""
                        select state, count(*), sum(amount) from payouts.payout
                        where (:partner::bigint is null or partner = :partner) and created_at >= :from and created_at < :to
                        group by state order by state""", partner, period)
                .query((row, n) -> new PayoutTotals.ByState(
                        PayoutState.valueOf(row.getString(1)), row.getLong(2), Money.rupiah(row.getBigDecimal(3))))
                .list();
    }

    private JdbcClient.StatementSpec plain(String sql, @Nullable PartnerId partner, Period period) {
        return jdbc.sql(sql)
                .param("partner", partner == null ? null : partner.value(), Types.BIGINT)
                .param("from", Timestamp.from(period.from() == null ? Instant.EPOCH : period.from()))
                .param("to", Timestamp.from(period.to() == null ? Instant.parse("2100-01-01T00:00:00Z") : period.to()));
    }
}
