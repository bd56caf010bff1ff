package id.kezbek.cashback.accept;

import id.kezbek.shared.PartnerId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The v1 numbers of transactions. A transaction gets its number when it is first read. Few transactions are read, and
 * numbering every purchase at its acceptance would cost an index entry. Numbers start at 1 and stay below 2^53, the
 * limit of JavaScript's numbers.
 */
@Component
public class TransactionNumbers {

    private final JdbcClient jdbc;
    /** Numbers are assigned in a separate transaction, because the transaction of a partner's request is read-only. */
    private final TransactionTemplate giving;

    TransactionNumbers(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.giving = new TransactionTemplate(transactions);
        giving.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The numbers of these purchases of a partner; assigns a number to each purchase that has none. */
    public Map<UUID, Long> of(PartnerId partner, Collection<UUID> purchases) {
        if (purchases.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Long> known = known(purchases);
        List<UUID> unnumbered =
                purchases.stream().filter(id -> !known.containsKey(id)).toList();
        if (unnumbered.isEmpty()) {
            return known;
        }
        Map<UUID, Long> all = new HashMap<>(known);
        all.putAll(give(partner, unnumbered));
        return all;
    }

    /** The partner's purchase with this number. */
    public Optional<UUID> find(PartnerId partner, long number) {
        return jdbc.sql("select purchase from cashback.transaction_number where number = ? and partner = ?")
                .params(number, partner.value())
                .query(UUID.class)
                .optional();
    }

    /**
     * If two requests assign a number to the same purchase at the same time, both then read the first number. Numbers
     * are assigned in the order of ids, so that two requests cannot deadlock.
     */
    private Map<UUID, Long> give(PartnerId partner, List<UUID> purchases) {
        return Objects.requireNonNull(giving.execute(status -> {
            jdbc.sql("""
                            insert into cashback.transaction_number (purchase, partner)
                            select id, ? from unnest(?::uuid[]) as id order by id on conflict (purchase) do nothing""")
                    .params(partner.value(), purchases.toArray(UUID[]::new))
                    .update();
            return known(purchases);
        }));
    }

    private Map<UUID, Long> known(Collection<UUID> purchases) {
        Map<UUID, Long> numbers = new HashMap<>();
        jdbc.sql("select purchase, number from cashback.transaction_number where purchase = any(?)")
                .param(purchases.toArray(UUID[]::new))
                .query(row -> {
                    numbers.put(row.getObject(1, UUID.class), row.getLong(2));
                });
        return numbers;
    }
}
