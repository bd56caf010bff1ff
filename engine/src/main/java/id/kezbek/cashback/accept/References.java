package id.kezbek.cashback.accept;

import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The used references of partners. A partner can use each reference only once, without a time limit. */
@Component
class References {

    /** A reference of a partner. Keys are written and locked in their natural order. */
    record Key(PartnerId partner, String reference) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::partner).thenComparing(Key::reference);

        static Key of(Purchase purchase) {
            return new Key(purchase.partner(), purchase.reference());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** The first purchase with a reference, and the fingerprint of its values. */
    static final class Taken {

        private final byte[] fingerprint;
        private final UUID purchase;
        private final Instant at;

        Taken(byte[] fingerprint, UUID purchase, Instant at) {
            this.fingerprint = fingerprint;
            this.purchase = purchase;
            this.at = at;
        }

        boolean isBy(Purchase same) {
            return same.fingerprints().anyMatch(one -> Arrays.equals(fingerprint, one));
        }

        UUID purchase() {
            return purchase;
        }

        Instant at() {
            return at;
        }
    }

    /** Adds to the pipeline a query that finds which of these references are already used. */
    Map<Key, Taken> findIn(Pipeline pipeline, Collection<Key> keys) {
        List<Key> asked = keys.stream().distinct().sorted().toList();
        Map<Key, Taken> taken = new HashMap<>();
        pipeline.select(
                """
                select r.partner, r.reference, r.fingerprint, r.purchase, p.accepted_at
                from (select unnest(?::bigint[]) as partner, unnest(?::text[]) as reference) as asked
                cross join lateral (
                  select * from cashback.reference
                  where partner = asked.partner and reference = asked.reference offset 0) r
                cross join lateral (
                  select accepted_at from cashback.purchase where id = r.purchase offset 0) p""",
                Columns.of(asked).bigint(key -> key.partner().value()).text(Key::reference),
                row -> taken.put(
                        new Key(new PartnerId(row.getLong(1)), row.getString(2)),
                        new Taken(
                                row.getBytes(3),
                                row.getObject(4, UUID.class),
                                row.getTimestamp(5).toInstant())));
        return taken;
    }

    /**
     * Adds the insertion of references to the pipeline. If a reference is already used, the pipeline fails with a
     * duplicate key.
     */
    void take(Pipeline pipeline, Map<Key, Taken> references) {
        List<Map.Entry<Key, Taken>> ordered = references.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        pipeline.write(
                """
                insert into cashback.reference (partner, reference, fingerprint, purchase)
                select unnest(?::bigint[]), unnest(?::text[]), unnest(?::bytea[]), unnest(?::uuid[])""",
                Columns.of(ordered)
                        .bigint(entry -> entry.getKey().partner().value())
                        .text(entry -> entry.getKey().reference())
                        .bytea(entry -> entry.getValue().fingerprint)
                        .uuid(entry -> entry.getValue().purchase()));
    }
}
