package id.kezbek.payouts;

import id.kezbek.payouts.reading.PayoutItems;
import id.kezbek.shared.Money;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the payouts of purchases. */
@Component
public class PurchasePayouts {

    /**
     * A short view of a payout.
     *
     * @param amount the amount of the whole payout
     */
    public record Glance(UUID payout, PayoutState state, Money amount) {}

    private record Paying(UUID purchase, Glance payout) {}

    private final JdbcClient jdbc;

    PurchasePayouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The payouts that pay each of these purchases. A purchase has several payouts if its payout was split. The
     * original payout comes first, then the parts. Purchases without a payout are not in the result.
     */
    public Map<UUID, List<Glance>> of(Collection<UUID> purchases) {
        if (purchases.isEmpty()) {
            return Map.of();
        }
        List<Paying> found = jdbc.sql("""
                        select i.purchase, p.id, p.state, p.amount
                        from payouts.item i join payouts.payout p on p.id = i.payout
                        where i.purchase = any(?) and i.amount > 0""" + PayoutItems.THAT_PAY_PURCHASES + PayoutItems.NOT_COLLECTED_AWAY + """
                        group by i.purchase, p.id
                        order by bool_or(i.kind <> 'SPLIT') desc, p.id""")
                .param(purchases.toArray(UUID[]::new))
                .query((row, n) -> new Paying(
                        row.getObject(1, UUID.class),
                        new Glance(
                                row.getObject(2, UUID.class),
                                PayoutState.valueOf(row.getString(3)),
                                Money.rupiah(row.getBigDecimal(4)))))
                .list();
        return found.stream()
                .collect(Collectors.groupingBy(
                        Paying::purchase, Collectors.mapping(Paying::payout, Collectors.toUnmodifiableList())));
    }
}
