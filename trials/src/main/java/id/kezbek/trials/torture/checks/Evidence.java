package id.kezbek.trials.torture.checks;

import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.sandbox.client.TrialBalance;
import id.kezbek.trials.torture.calls.Asked;
import id.kezbek.trials.torture.calls.Call;
import id.kezbek.trials.torture.calls.IdText;
import id.kezbek.trials.torture.calls.RefundCall;
import id.kezbek.trials.torture.calls.TopUpCall;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The three records of a run: the responses that callers got, the engine's records and the providers' bookings. It also
 * contains the recipients of e-mails, with the number of invoice e-mails for each recipient.
 *
 * @param trialBalance the trial balance from the engine's API
 */
public record Evidence(
        List<Call> calls,
        List<TopUpCall> topUps,
        List<RefundCall> refundCalls,
        EngineRows rows,
        List<ProviderBook.Entry> book,
        Map<String, Integer> mails,
        TrialBalance trialBalance) {

    /**
     * The only provider that stores no references. An attempt with an unknown result at this provider waits for a
     * statement or for a decision by staff.
     */
    public static final String WITHOUT_INQUIRY = "GOPAIDH2H";

    public Evidence {
        calls = List.copyOf(calls);
        topUps = List.copyOf(topUps);
        refundCalls = List.copyOf(refundCalls);
        book = List.copyOf(book);
        mails = Map.copyOf(mails);
    }

    public Evidence withTrialBalance(TrialBalance told) {
        return new Evidence(calls, topUps, refundCalls, rows, book, mails, told);
    }

    /** The evidence, indexed by its keys. */
    public Index index() {
        return new Index(this);
    }

    /** Whether no inquiry can find the attempt's result. Such an attempt is not an error. */
    public static boolean isUnresolvable(EngineRows.Attempt attempt) {
        return attempt.state().equals("UNKNOWN") && attempt.provider().equals(WITHOUT_INQUIRY);
    }

    /** Look-ups in the evidence of one run. */
    public static final class Index {

        private final Map<UUID, EngineRows.Purchase> purchases = new HashMap<>();
        private final Map<UUID, UUID> purchaseByPayout = new HashMap<>();
        private final Map<UUID, List<EngineRows.Attempt>> attempts;
        private final Map<String, List<ProviderBook.Entry>> book;
        private final Map<UUID, String> texts = new HashMap<>();

        private Index(Evidence evidence) {
            evidence.rows().purchases().forEach(purchase -> purchases.put(purchase.id(), purchase));
            evidence.rows().items().stream()
                    .filter(item -> item.isPurchase() || item.isSplit())
                    .forEach(item -> purchaseByPayout.put(item.payout(), item.purchase()));
            this.attempts =
                    evidence.rows().attempts().stream().collect(Collectors.groupingBy(EngineRows.Attempt::payout));
            this.book = evidence.book().stream()
                    .collect(Collectors.groupingBy(entry -> Objects.toString(entry.externalId(), "")));
        }

        EngineRows.@Nullable Purchase purchase(UUID id) {
            return purchases.get(id);
        }

        /** The partner and the reference of a payout's purchase. */
        public Asked.@Nullable Key keyOfPayout(UUID payout) {
            UUID purchase = purchaseByPayout.get(payout);
            EngineRows.Purchase found = purchase == null ? null : purchases.get(purchase);
            return found == null ? null : found.key();
        }

        List<EngineRows.Attempt> attemptsOf(UUID payout) {
            return attempts.getOrDefault(payout, List.of());
        }

        public String reference(EngineRows.Attempt attempt) {
            return texts.computeIfAbsent(attempt.id(), IdText::of);
        }

        public List<ProviderBook.Entry> booked(EngineRows.Attempt attempt) {
            return book.getOrDefault(reference(attempt), List.of());
        }

        /** The amount that the providers moved for an attempt, minus reversals. */
        public BigDecimal net(EngineRows.Attempt attempt) {
            return booked(attempt).stream().map(ProviderBook.Entry::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        Map<String, List<ProviderBook.Entry>> book() {
            return book;
        }
    }
}
