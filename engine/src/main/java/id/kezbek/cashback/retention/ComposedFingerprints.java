package id.kezbek.cashback.retention;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Texts;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Fingerprints of references that {@link ComposeReferences} added. */
@Component
class ComposedFingerprints {

    private record Composed(UUID purchase, String form) {}

    private final JdbcClient jdbc;

    ComposedFingerprints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Deletes the fingerprints of these purchases. Call this method before the purchases' references are removed. */
    void forgetFingerprints(PartnerId partner, List<UUID> purchases) {
        List<Composed> composed = jdbc.sql("""
                        select p.id, p.reference from unnest(?) as old (id)
                        cross join lateral (select id, reference from cashback.purchase where id = old.id) p""")
                .param(purchases.toArray(UUID[]::new))
                .query((row, n) ->
                        new Composed(row.getObject("id", UUID.class), Texts.compared(row.getString("reference"))))
                .list();
        jdbc.sql("select cashback.forget_fingerprints(?, ?, ?)")
                .params(
                        partner.value(),
                        composed.stream().map(Composed::purchase).toArray(UUID[]::new),
                        composed.stream().map(Composed::form).toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
