package id.kezbek.cashback;

import id.kezbek.shared.batch.NaturalBatcher;
import jakarta.annotation.PreDestroy;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Accepts one purchase for a caller who waits. Concurrent callers share transactions: what arrives while one commit runs
 * is the next list. A customer's purchases always meet in one lane, so lanes do not wait for each other's members.
 */
@Component
public class AcceptPurchase {

    private final NaturalBatcher<Purchase, Acceptance> batcher;

    AcceptPurchase(
            Purchases purchases,
            RandomGenerator random,
            @Value("${cezbek.accept.lanes:2}") int lanes,
            @Value("${cezbek.accept.longest-list:256}") int longestList) {
        // Processes start at different slots of the partners' funding, so that they rarely meet on one.
        int firstSlot = random.nextInt(1 << 10);
        this.batcher = new NaturalBatcher<>(
                "accept",
                lanes,
                longestList,
                purchase ->
                        31 * purchase.partner().hashCode() + purchase.msisdn().hashCode(),
                (lane, list) -> purchases.accept(firstSlot + lane, list));
    }

    /**
     * Accepts a purchase; when this returns {@link Acceptance.Accepted}, it is durable.
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE where too many callers wait; nothing was recorded
     */
    public Acceptance accept(Purchase purchase) {
        return batcher.call(purchase);
    }

    @PreDestroy
    void stop() {
        batcher.close();
    }
}
