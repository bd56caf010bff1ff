package id.kezbek.payouts.reading;

import id.kezbek.payouts.PayoutState;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Totals of payouts: amounts and fees by provider, and amounts by state. */
@Component
public class PayoutTotals {

    /**
     * A provider's payments.
     *
     * @param count payments that arrived and were not reversed
     * @param directFees the fees of the same payments at each wallet's direct provider
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
     * Amounts and fees by provider.
     *
     * @param partner only payouts of this partner; null for all
     * @param period only payments that ended in this period
     */
    public List<ByProvider> byProvider(@Nullable PartnerId partner, Period period) {
        return jdbc.sql("""
                        select provider, count(*), sum(amount), sum(fee), sum(coalesce(direct_fee, fee))
                        from payouts.attempt
                        where state = 'SUCCEEDED' and (:partner::bigint is null or partner = :partner)
                          %s
                        group by provider order by provider""".formatted(within("ended_at", period)))
                .param("partner", partner == null ? null : partner.value())
                .param("from", time(period.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", time(period.to()), Types.TIMESTAMP_WITH_TIMEZONE)
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
        return jdbc.sql("""
                        select state, count(*), sum(amount) from payouts.payout
                        where (:partner::bigint is null or partner = :partner)
                          %s
                        group by state order by state""".formatted(within("created_at", period)))
                .param("partner", partner == null ? null : partner.value())
                .param("from", time(period.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", time(period.to()), Types.TIMESTAMP_WITH_TIMEZONE)
                .query((row, n) -> new ByState(
                        PayoutState.valueOf(row.getString(1)), row.getLong(2), Money.rupiah(row.getBigDecimal(3))))
                .list();
    }

    /**
     * The SQL condition for the start and the end of the period, if it has them. Without start and end there is no
     * condition, because reading all rows is faster than using the index by time.
     */
    private static String within(String column, Period period) {
        return (period.from() == null ? "" : "and " + column + " >= :from::timestamptz ")
                + (period.to() == null ? "" : "and " + column + " < :to::timestamptz");
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
