package id.kezbek.cashback;

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
 * The numbers by which v1 names transactions. One is given when somebody first sees the transaction: a number for every
 * purchase would cost accepting an index more, and few are ever looked at. They count from 1 and stay far below 2^53,
 * above which JavaScript's numbers lose digits.
 */
@Component
class TransactionNumbers {

    private final JdbcClient jdbc;
    /** Its own, because who reads on behalf of a partner may not write. */
    private final TransactionTemplate giving;

    TransactionNumbers(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.giving = new TransactionTemplate(transactions);
        giving.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The numbers of a partner's purchases; those that have none are given one. */
    Map<UUID, Long> of(PartnerId partner, Collection<UUID> purchases) {
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

    /** The purchase of this partner that has this number. */
    Optional<UUID> find(PartnerId partner, long number) {
        return jdbc.sql("select purchase from cashback.transaction_number where number = ? and partner = ?")
                .params(number, partner.value())
                .query(UUID.class)
                .optional();
    }

    /**
     * Somebody else may give them at the same moment; whose number came first is read after both are there. They are given
     * in the order of their ids: two lists that are ordered otherwise would wait for each other.
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
