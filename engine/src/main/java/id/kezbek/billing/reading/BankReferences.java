package id.kezbek.billing.reading;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The bank references of top-ups and payments. */
@Component
class BankReferences {

    private final JdbcClient jdbc;

    BankReferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The bank references by the id of their top-up or payment. Ids of other objects are absent from the map. */
    Map<UUID, String> of(Collection<UUID> transfers) {
        if (transfers.isEmpty()) {
            return Map.of();
        }
        UUID[] ids = transfers.stream().distinct().toArray(UUID[]::new);
        return jdbc
                .sql("""
                        select id, bank_reference from billing.top_up where id = any(?)
                        union all select id, bank_reference from billing.payment where id = any(?)""")
                .params(ids, ids)
                .query((row, n) -> Map.entry(row.getObject("id", UUID.class), row.getString("bank_reference")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
