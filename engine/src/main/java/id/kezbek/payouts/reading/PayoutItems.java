package id.kezbek.payouts.reading;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of the payouts' items. */
@Component
public class PayoutItems {

    /** A purchase that a payout pays, with its amount. */
    public record Purchase(UUID purchase, Money amount) {}

    /**
     * An additional SQL condition: the items {@code i} pay purchases. Other items are for rounding, setting off or
     * refunds.
     */
    public static final String THAT_PAY_PURCHASES = " and i.kind in ('PURCHASE', 'COLLECTED', 'SPLIT') ";

    /** An additional SQL condition: the items of the payouts {@code p} were not moved to a collecting payout. */
    public static final String NOT_COLLECTED_AWAY =
            " and (p.state <> 'CANCELLED' or p.reason is distinct from 'COLLECTED') ";

    private final JdbcClient jdbc;

    PayoutItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the rounding amount as another item of the payout. The item refers to the payout's first purchase. */
    public void addRounding(UUID payout, Money part) {
        int added = jdbc.sql("""
                        insert into payouts.item (payout, position, kind, purchase, reference, amount)
                        select payout, (select max(position) + 1 from payouts.item where payout = i.payout), 'ROUNDING',
                          purchase, reference, ?
                        from payouts.item i where payout = ? order by position limit 1""").params(part.decimal(), payout).update();
        if (added != 1) {
            throw new IllegalStateException("Payout " + Ids.text(payout) + " has no items");
        }
    }

    /** Adds the refunded part of a purchase as another item of the payout that pays this purchase. */
    public void addRefund(UUID payout, UUID purchase, Money part) {
        int added = jdbc.sql("""
                        insert into payouts.item (payout, position, kind, purchase, reference, amount)
                        select payout, (select max(position) + 1 from payouts.item where payout = i.payout), 'REFUND',
                          purchase, reference, ?
                        from payouts.item i
                        where payout = ? and purchase = ? and amount > 0
                        """ + THAT_PAY_PURCHASES + """
                        order by position limit 1""")
                .params(part.negated().decimal(), payout, purchase)
                .update();
        if (added != 1) {
            throw new IllegalStateException("Payout " + Ids.text(payout) + " does not pay the refunded purchase");
        }
    }

    /** The amount that was set off in a payout instead of being sent. */
    public Money netted(UUID payout) {
        return Money.rupiah(jdbc.sql("""
                        select coalesce(-sum(amount), 0) from payouts.item where payout = ? and kind = 'NETTING'""").param(payout).query(BigDecimal.class).single());
    }

    /** The amount that the last split of a payout moved to other payouts; zero if the payout was not split. */
    public Money movedByLastSplit(UUID payout) {
        return jdbc.sql("""
                        select -amount from payouts.item where payout = ? and kind = 'SPLIT' and amount < 0
                        order by position desc limit 1""")
                .param(payout)
                .query(BigDecimal.class)
                .optional()
                .map(Money::rupiah)
                .orElse(Money.ZERO);
    }

    /**
     * The amounts that payouts pay for purchases, less the refunded parts. Collected and split amounts are not
     * included.
     */
    public List<Purchase> of(Collection<UUID> payouts) {
        return jdbc.sql("""
                        select purchase, sum(amount) from payouts.item
                        where payout = any(?) and kind in ('PURCHASE', 'REFUND')
                        group by payout, purchase having sum(amount) > 0 order by payout, min(position)""")
                .param(payouts.toArray(UUID[]::new))
                .query((row, n) -> new Purchase(row.getObject(1, UUID.class), Money.rupiah(row.getBigDecimal(2))))
                .list();
    }
}
