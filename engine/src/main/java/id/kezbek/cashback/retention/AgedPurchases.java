package id.kezbek.cashback.retention;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.AgedBooks;
import id.kezbek.shared.privacy.AgedWalk;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes customers' phone numbers from purchases whose retention time has passed. */
@Component
@Order(1)
class AgedPurchases implements AgedBooks {

    private static final AgedWalk.Statements STATEMENTS = new AgedWalk.Statements(
            "select purchase from cashback.customers_forgotten for update",
            """
            select id, partner, msisdn, accepted_at < ?, true from cashback.purchase where id > ? order by id limit ?""",
            "select cashback.forget_old_customers(?, ?, ?)",
            "update cashback.customers_forgotten set purchase = ?");

    private final AgedWalk walk;
    private final ComposedFingerprints composed;

    AgedPurchases(JdbcClient jdbc, ComposedFingerprints composed) {
        this.walk = new AgedWalk(jdbc, STATEMENTS);
        this.composed = composed;
    }

    @Override
    public String entry() {
        return "purchase";
    }

    @Override
    public boolean isPurchases() {
        return true;
    }

    @Override
    public Chunk next(Instant before, int most) {
        return walk.next(before, most);
    }

    @Override
    public void forget(Instant before, List<Entry> entries, List<Msisdn> pseudonyms) {
        entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.customer().partner(), Collectors.mapping(Entry::id, Collectors.toList())))
                .forEach(composed::forgetFingerprints);
        walk.forget(before, entries, pseudonyms);
    }
}
