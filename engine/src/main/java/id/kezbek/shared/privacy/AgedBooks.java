package id.kezbek.shared.privacy;

import id.kezbek.shared.Msisdn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Books that lose their customers' numbers once they are old, brought by the module that keeps them as a component. They are
 * walked from the oldest entry on, a chunk in a transaction.
 */
public interface AgedBooks {

    /** An entry that names a customer. */
    record Entry(UUID id, CustomerOf customer) {}

    /**
     * The next entries.
     *
     * @param waitsFor the entry at which the walk waits, because it is old and still needs its number
     */
    record Chunk(List<Entry> entries, Optional<UUID> waitsFor) {

        public Chunk {
            entries = List.copyOf(entries);
        }
    }

    /** What an entry is, such as {@code payout}. */
    String entry();

    /** Whether its entries are what a customer's standing counts. */
    boolean isPurchases();

    /** The next entries from before this instant; locks the place of the walk, in the caller's transaction. */
    Chunk next(Instant before, int most);

    /** Puts the pseudonyms in the place of the numbers and moves on behind the last of these entries. */
    void forget(Instant before, List<Entry> entries, List<Msisdn> pseudonyms);
}
