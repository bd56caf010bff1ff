package id.kezbek.privacy.requests;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.AgedBooks;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes customers' phone numbers from old financial records, one portion per transaction. A keyed pseudonym replaces
 * the phone number. All old purchases of a customer have the same pseudonym, so reports can still count customers.
 */
@Component
public class ForgetOldCustomers {

    private static final String PROPERTY = "cezbek.privacy.books-kept-for";
    private static final Duration SHORTEST = Duration.ofDays(365);
    private static final int CHUNK = 500;
    private static final int CHUNKS_MAX = 10_000;

    /** The lock order of customers: by canonical phone number, the stored form for most customers. */
    private static final Comparator<CustomerOf> ORDER = Comparator.comparing(CustomerOf::partner)
            .thenComparing(customer -> canonical(customer).msisdn())
            .thenComparing(CustomerOf::msisdn);

    /**
     * The result of a run.
     *
     * @param waitsFor the old entries that still need their phone number, for example {@code payout …}
     */
    public record Run(int forgotten, List<String> waitsFor) {

        public Run {
            waitsFor = List.copyOf(waitsFor);
        }
    }

    private final List<AgedBooks> books;
    private final List<PersonalRecords> records;
    private final CustomerIds ids;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration keptFor;

    ForgetOldCustomers(
            List<AgedBooks> books,
            List<PersonalRecords> records,
            CustomerIds ids,
            TransactionTemplate transactions,
            Clock clock,
            @Value("${" + PROPERTY + ":P3653D}") Duration keptFor) {
        if (keptFor.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(PROPERTY + " must be at least P365D, for example P3653D for ten years");
        }
        this.books = books;
        this.records = records;
        this.ids = ids;
        this.transactions = transactions;
        this.clock = clock;
        this.keptFor = keptFor;
    }

    /** Processes at most five million entries of each kind per run; the next run processes the remaining entries. */
    public Run run() {
        Instant before = clock.instant().minus(keptFor);
        int forgotten = 0;
        List<String> waitsFor = new ArrayList<>();
        for (AgedBooks kind : books) {
            for (int number = 0; number < CHUNKS_MAX; number++) {
                AgedBooks.Chunk chunk =
                        Objects.requireNonNull(transactions.execute(status -> forgetNext(kind, before)));
                forgotten += chunk.entries().size();
                chunk.waitsFor().map(id -> kind.entry() + " " + Ids.text(id)).ifPresent(waitsFor::add);
                if (chunk.entries().size() < CHUNK) {
                    break;
                }
            }
        }
        return new Run(forgotten, waitsFor);
    }

    /** Locks customers before financial records, as all code does. */
    private AgedBooks.Chunk forgetNext(AgedBooks kind, Instant before) {
        AgedBooks.Chunk chunk = kind.next(before, CHUNK);
        if (chunk.entries().isEmpty()) {
            return chunk;
        }
        if (kind.isPurchases()) {
            counted(chunk)
                    .forEach((customer, purchases) ->
                            records.forEach(kept -> kept.purchasesForgotten(customer, purchases)));
        }
        kind.forget(
                before,
                chunk.entries(),
                chunk.entries().stream()
                        .map(entry -> pseudonym(entry.customer()))
                        .toList());
        return chunk;
    }

    private static Map<CustomerOf, Integer> counted(AgedBooks.Chunk chunk) {
        Map<CustomerOf, Integer> counted = new TreeMap<>(ORDER);
        chunk.entries().stream()
                .filter(entry -> !entry.customer().msisdn().isErased())
                .forEach(entry -> counted.merge(entry.customer(), 1, Integer::sum));
        return counted;
    }

    /** The pseudonym of a customer. An erased customer keeps the earlier pseudonym. */
    private Msisdn pseudonym(CustomerOf customer) {
        return customer.msisdn().isErased() ? customer.msisdn() : ids.pseudonym(canonical(customer), AGE);
    }

    /** This id replaces the approval id of an erasure, so that each customer gets only one pseudonym. */
    private static final UUID AGE = new UUID(0, 0);

    private static CustomerOf canonical(CustomerOf customer) {
        return new CustomerOf(
                customer.partner(), Msisdn.ofKept(customer.msisdn().digits()));
    }
}
