package id.kezbek.shared.privacy;

import id.kezbek.shared.Msisdn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Financial records. When such a record is old, the engine removes the customer's phone number from it. The module that
 * owns the records provides this component. The records are processed from the oldest, in portions of one transaction
 * each.
 */
public interface AgedBooks {

    /** A record about a customer. */
    record Entry(UUID id, CustomerOf customer) {}

    /**
     * The next records.
     *
     * @param waitsFor the old record at which the processing stops, because the customer's number is still needed; null
     *     if there is no such record
     */
    record Chunk(List<Entry> entries, Optional<UUID> waitsFor) {

        public Chunk {
            entries = List.copyOf(entries);
        }
    }

    /** The kind of record, for example {@code payout}. */
    String entry();

    /** Whether these records are purchases. The customer's row contains the number of the customer's purchases. */
    boolean isPurchases();

    /**
     * Reads the next records that are older than this time, and locks the row with the position of the processing, in
     * the caller's transaction.
     */
    Chunk next(Instant before, int most);

    /**
     * Replaces the phone numbers in these records by the pseudonyms, and moves the position behind the last of these
     * records.
     */
    void forget(Instant before, List<Entry> entries, List<Msisdn> pseudonyms);
}
