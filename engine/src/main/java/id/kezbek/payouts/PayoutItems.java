package id.kezbek.payouts;

import id.kezbek.shared.Money;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of what payouts pay for. */
@Component
class PayoutItems {

    /** A purchase that a payout pays for, and how much of it. */
    record Purchase(UUID purchase, Money amount) {}

    private final JdbcClient jdbc;

    PayoutItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Purchase> of(Collection<UUID> payouts) {
        return jdbc.sql("""
                        select purchase, amount from payouts.item
                        where payout = any(?) and kind = 'PURCHASE' order by payout, position""")
                .param(payouts.toArray(UUID[]::new))
                .query((row, n) -> new Purchase(row.getObject(1, UUID.class), Money.rupiah(row.getBigDecimal(2))))
                .list();
    }
}
