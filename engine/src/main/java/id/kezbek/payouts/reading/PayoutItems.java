package id.kezbek.payouts.reading;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
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

    private final JdbcClient jdbc;

    PayoutItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the rounding amount as another item of the payout. It refers to the first purchase. */
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

    public List<Purchase> of(Collection<UUID> payouts) {
        return jdbc.sql("""
                        select purchase, amount from payouts.item
                        where payout = any(?) and kind = 'PURCHASE' order by payout, position""")
                .param(payouts.toArray(UUID[]::new))
                .query((row, n) -> new Purchase(row.getObject(1, UUID.class), Money.rupiah(row.getBigDecimal(2))))
                .list();
    }
}
