package id.kezbek.cashback.refund;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of refunds. */
@Component
public class Refunds {

    private static final String COLUMNS =
            "select id, partner, reference, purchase, asked, amount, cashback, reward, whole, recorded_at from cashback.refund ";

    private final JdbcClient jdbc;

    Refunds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Refund> find(PartnerId partner, String reference) {
        return jdbc.sql(COLUMNS + "where partner = ? and reference = ?")
                .params(partner.value(), reference)
                .query((row, n) -> refund(row))
                .optional();
    }

    /** The refunds of a purchase, the oldest first. */
    public List<Refund> of(UUID purchase) {
        return jdbc.sql(COLUMNS + "where purchase = ? order by id")
                .param(purchase)
                .query((row, n) -> refund(row))
                .list();
    }

    /**
     * A page of the refunds of a purchase, the newest first.
     *
     * @param before the last refund of the previous page; null for the first page
     */
    public List<Refund> page(UUID purchase, @Nullable UUID before, int limit) {
        return jdbc.sql(COLUMNS + "where purchase = ? and id < ? order by id desc limit ?")
                .params(purchase, before == null ? new UUID(-1, -1) : before, limit)
                .query((row, n) -> refund(row))
                .list();
    }

    /** The refunds of these purchases. Purchases without refunds are absent from the map. */
    public Map<UUID, List<Refund>> of(Collection<UUID> purchases) {
        if (purchases.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(COLUMNS + "where purchase = any(?) order by id")
                .param(purchases.toArray(UUID[]::new))
                .query((row, n) -> refund(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Refund::purchase));
    }

    void add(Refund refund) {
        int added = jdbc.sql("""
                        insert into cashback.refund (id, partner, reference, purchase, asked, amount, cashback, reward, whole, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(refund.id())
                .param(refund.partner().value())
                .param(refund.reference())
                .param(refund.purchase())
                .param(refund.asked() == null ? null : refund.asked().decimal())
                .param(refund.amount().decimal())
                .param(refund.cashback().decimal())
                .param(refund.reward().decimal())
                .param(refund.isWhole())
                .param(Timestamp.from(refund.at()))
                .update();
        if (added != 1) {
            throw new IllegalStateException("Refund " + Ids.text(refund.id()) + " was not written");
        }
    }

    private static Refund refund(ResultSet row) throws SQLException {
        BigDecimal asked = row.getBigDecimal("asked");
        return new Refund(
                row.getObject("id", UUID.class),
                new PartnerId(row.getLong("partner")),
                row.getString("reference"),
                row.getObject("purchase", UUID.class),
                asked == null ? null : Money.rupiah(asked),
                Money.rupiah(row.getBigDecimal("amount")),
                Money.rupiah(row.getBigDecimal("cashback")),
                Money.rupiah(row.getBigDecimal("reward")),
                row.getBoolean("whole"),
                row.getTimestamp("recorded_at").toInstant());
    }
}
