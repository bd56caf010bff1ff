package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The limits of requests per second of individual partners, cached in memory. */
@Component
public class PartnerCallLimits {

    private final Snapshot<Map<PartnerId, Integer>> snapshot;

    PartnerCallLimits(JdbcClient jdbc, DataVersions versions) {
        this.snapshot = new Snapshot<>(PartnerDirectory.SETTINGS, versions, () -> load(jdbc));
    }

    /** The partner's own limit; empty if the installation's limit applies. */
    public Optional<Integer> callsPerSecond(PartnerId partner) {
        return Optional.ofNullable(snapshot.current().get(partner));
    }

    private static Map<PartnerId, Integer> load(JdbcClient jdbc) {
        Map<PartnerId, Integer> limits = new HashMap<>();
        jdbc.sql("select id, calls_per_second from partners.partner where calls_per_second is not null")
                .query(row -> {
                    limits.put(new PartnerId(row.getLong(1)), row.getInt(2));
                });
        return limits;
    }
}
