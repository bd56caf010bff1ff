package id.kezbek.payouts.records;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.AgedBooks;
import id.kezbek.shared.privacy.AgedWalk;
import java.time.Instant;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes customers' phone numbers from old payouts that have ended. */
@Component
@Order(2)
class AgedPayouts implements AgedBooks {

    private static final AgedWalk.Statements STATEMENTS = new AgedWalk.Statements(
            "select payout from payouts.customers_forgotten for update",
            // An open payout still needs the phone number, because it may be sent again. So the removal stops at this
            // payout until it has ended and no inquiry is planned.
            """
            select p.id, p.partner, p.msisdn, p.created_at < ?,
              p.state in ('PAID', 'CANCELLED') and not exists (select from payouts.attempt a where a.payout = p.id
                and (a.state in ('SENDING', 'UNKNOWN') or a.next_inquiry_at is not null))
            from (select * from payouts.payout where id > ? order by id limit ?) p order by p.id""",
            "select payouts.forget_old_customers(?, ?, ?)",
            "update payouts.customers_forgotten set payout = ?");

    private final AgedWalk walk;

    AgedPayouts(JdbcClient jdbc) {
        this.walk = new AgedWalk(jdbc, STATEMENTS);
    }

    @Override
    public String entry() {
        return "payout";
    }

    @Override
    public boolean isPurchases() {
        return false;
    }

    @Override
    public Chunk next(Instant before, int most) {
        return walk.next(before, most);
    }

    @Override
    public void forget(Instant before, List<Entry> entries, List<Msisdn> pseudonyms) {
        walk.forget(before, entries, pseudonyms);
    }
}
