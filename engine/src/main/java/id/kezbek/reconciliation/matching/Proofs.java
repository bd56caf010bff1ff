package id.kezbek.reconciliation.matching;

import id.kezbek.approvals.audit.AuditEntry;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds lines that prove a payment that the engine does not know of yet. */
@Component
class Proofs {

    /** @param providerReference the provider's reference; null if the line has no such reference */
    record Proof(UUID attempt, @Nullable String providerReference) {}

    private final JdbcClient jdbc;

    Proofs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The attempts that have no recorded payment, but a matched line with equal values. A file from only one person is
     * no proof, because that person could have forged the file.
     */
    List<Proof> find() {
        return jdbc.sql("""
                        select a.id, l.provider_reference
                        from pg_temp.work_attempt a
                        join reconciliation.match m on m.attempt = a.id and m.role = 'PAYMENT' and m.active
                        join reconciliation.file f on f.id = m.file and (f.received_by = ? or f.confirmed_by is not null)
                        join pg_temp.work_line l on l.file = m.file and l.number = m.number and l.part = m.part
                        where a.state in ('UNKNOWN', 'FAILED') and l.amount = -a.amount
                          and (l.msisdn is null or l.msisdn = a.msisdn) and (l.wallet is null or l.wallet = a.wallet)
                        order by a.id""")
                .param(AuditEntry.SYSTEM)
                .query((row, n) -> new Proof(row.getObject(1, UUID.class), row.getString(2)))
                .list();
    }
}
