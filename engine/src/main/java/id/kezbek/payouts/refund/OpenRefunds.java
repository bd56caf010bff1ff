package id.kezbek.payouts.refund;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the refunds that customers owe, for staff. */
@Component
public class OpenRefunds {

    /**
     * A refund that a customer owes.
     *
     * @param owed the cashback that the customer had already received before the purchase was refunded
     * @param open the amount that no payout has set off yet
     */
    public record Open(
            UUID id, UUID purchase, PartnerId partner, String wallet, Money owed, Money open, Instant recordedAt) {}

    /**
     * The amounts that a partner's customers owe.
     *
     * @param parts the open amounts that are 0-30, 31-60, 61-90 and more than 90 days old
     */
    public record Aged(PartnerId partner, long refunds, Money open, List<Money> parts) {}

    private static final String COLUMNS =
            "select id, purchase, partner, wallet, owed, open, recorded_at from payouts.refund where state = 'OWED' ";
    private static final Duration PART = Duration.ofDays(30);

    private final JdbcClient jdbc;

    OpenRefunds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The amount that the customer owes for this refund; empty if the customer owes nothing for it. */
    Optional<Open> find(UUID refund, boolean locking) {
        return jdbc.sql(COLUMNS + "and id = ?" + (locking ? " for update" : ""))
                .param(refund)
                .query((row, n) -> open(row))
                .optional();
    }

    /** Whether a refund with this id exists, open or not. */
    boolean exists(UUID refund) {
        return jdbc.sql("select exists (select from payouts.refund where id = ?)")
                .param(refund)
                .query(Boolean.class)
                .single();
    }

    /**
     * A page, the oldest first.
     *
     * @param partner null for all partners
     * @param before only refunds that were recorded before this time
     * @param after the last refund of the previous page; null for the first page
     */
    public List<Open> page(@Nullable PartnerId partner, Instant before, @Nullable UUID after, int limit) {
        return jdbc.sql(COLUMNS + """
                        and (:partner::bigint is null or partner = :partner) and recorded_at < :before and id > :after
                        order by id limit :limit""")
                .param("partner", partner == null ? null : partner.value(), Types.BIGINT)
                .param("before", Timestamp.from(before))
                .param("after", after == null ? new UUID(0, 0) : after)
                .param("limit", limit)
                .query((row, n) -> open(row))
                .list();
    }

    /** The open amounts by partner and age. */
    public List<Aged> aged(Instant now) {
        return jdbc.sql("""
                        select partner, count(*), sum(open), coalesce(sum(open) filter (where recorded_at > :one), 0),
                          coalesce(sum(open) filter (where recorded_at <= :one and recorded_at > :two), 0),
                          coalesce(sum(open) filter (where recorded_at <= :two and recorded_at > :three), 0),
                          coalesce(sum(open) filter (where recorded_at <= :three), 0)
                        from payouts.refund where state = 'OWED' group by partner order by partner""")
                .param("one", Timestamp.from(now.minus(PART)))
                .param("two", Timestamp.from(now.minus(PART.multipliedBy(2))))
                .param("three", Timestamp.from(now.minus(PART.multipliedBy(3))))
                .query((row, n) -> new Aged(
                        new PartnerId(row.getLong(1)),
                        row.getLong(2),
                        Money.rupiah(row.getBigDecimal(3)),
                        List.of(
                                Money.rupiah(row.getBigDecimal(4)),
                                Money.rupiah(row.getBigDecimal(5)),
                                Money.rupiah(row.getBigDecimal(6)),
                                Money.rupiah(row.getBigDecimal(7)))))
                .list();
    }

    /** Closes a locked refund, because two people wrote off its open amount. */
    void writeOff(UUID refund, Instant now) {
        int written = jdbc.sql("""
                        update payouts.refund set state = 'WRITTEN_OFF', written_off = open, open = 0, ended_at = ? where id = ? and state = 'OWED'""").params(Timestamp.from(now), refund).update();
        if (written != 1) {
            throw new IllegalStateException("Refund " + Ids.text(refund) + " was changed under its lock");
        }
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(
                row.getObject("id", UUID.class),
                row.getObject("purchase", UUID.class),
                new PartnerId(row.getLong("partner")),
                row.getString("wallet"),
                Money.rupiah(row.getBigDecimal("owed")),
                Money.rupiah(row.getBigDecimal("open")),
                row.getTimestamp("recorded_at").toInstant());
    }
}
