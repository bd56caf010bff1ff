package id.kezbek.cashback;

import id.kezbek.shared.batch.NaturalBatcher;
import id.kezbek.shared.crash.CrashPoint;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Accepts one purchase for a caller who waits. Concurrent callers share transactions: what arrives while one commit runs
 * is the next list. A customer's purchases always meet in one lane, so lanes do not wait for each other's members.
 */
@Component
public class AcceptPurchase {

    /**
     * A purchase whose caller waits.
     *
     * @param requestId the call's correlation id, for the log; null outside of a call
     */
    record Asked(Purchase purchase, @Nullable String requestId) {}

    private static final String REQUEST_ID = "requestId";
    private static final CrashPoint TOLD = CrashPoint.named(
            "cashback.list-told", "a list is committed and told to the log, its callers have no answer");

    private final NaturalBatcher<Asked, Acceptance> batcher;
    private final Purchases purchases;
    private final DecisionLog decisionLog;

    AcceptPurchase(
            Purchases purchases,
            DecisionLog decisionLog,
            RandomGenerator random,
            @Value("${cezbek.accept.lanes:2}") int lanes,
            @Value("${cezbek.accept.longest-list:256}") int longestList) {
        this.purchases = purchases;
        this.decisionLog = decisionLog;
        // Processes start at different slots of the partners' funding, so that they rarely meet on one.
        int firstSlot = random.nextInt(1 << 10);
        this.batcher = new NaturalBatcher<>(
                "accept",
                lanes,
                longestList,
                asked -> 31 * asked.purchase().partner().hashCode()
                        + asked.purchase().msisdn().hashCode(),
                (lane, list) -> accept(firstSlot + lane, list));
    }

    /**
     * Accepts a purchase; when this returns {@link Acceptance.Accepted}, it is durable.
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE where too many callers wait; nothing was recorded
     */
    public Acceptance accept(Purchase purchase) {
        return batcher.call(new Asked(purchase, MDC.get(REQUEST_ID)));
    }

    private List<Acceptance> accept(int slot, List<Asked> list) {
        List<Acceptance> outcomes =
                purchases.accept(slot, list.stream().map(Asked::purchase).toList());
        // Told here and not by the callers' threads: lines of a list that come together wake the log's thread once.
        for (int i = 0; i < list.size(); i++) {
            decisionLog.tell(list.get(i), outcomes.get(i));
        }
        TOLD.reached();
        return outcomes;
    }

    @PreDestroy
    void stop() {
        batcher.close();
    }
}
