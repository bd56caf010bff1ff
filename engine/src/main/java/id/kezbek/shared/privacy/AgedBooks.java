package id.kezbek.shared.privacy;

import id.kezbek.shared.Msisdn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Financial records whose customers' numbers are removed when they are old; the module that owns them provides this
 * component. They are processed from the oldest, one portion per transaction.
 */
public interface AgedBooks {

    /** A record about a customer. */
    record Entry(UUID id, CustomerOf customer) {}

    /**
     * The next records.
     *
     * @param waitsFor the old record at which the walk waits, because it still needs its number
     */
    record Chunk(List<Entry> entries, Optional<UUID> waitsFor) {

        public Chunk {
            entries = List.copyOf(entries);
        }
    }

    /** What an entry is, such as {@code payout}. */
    String entry();

    /** Whether its records are the purchases counted in a customer's row. */
    boolean isPurchases();

    /** The next records from before this time; locks the walk's position in the caller's transaction. */
    Chunk next(Instant before, int most);

    /** Replaces the numbers by the pseudonyms and moves on after the last of these records. */
    void forget(Instant before, List<Entry> entries, List<Msisdn> pseudonyms);
}
