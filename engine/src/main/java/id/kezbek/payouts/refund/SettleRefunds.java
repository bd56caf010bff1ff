package id.kezbek.payouts.refund;

import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.RefundState;
import id.kezbek.payouts.RefundedPayouts.Order;
import id.kezbek.payouts.RefundedPayouts.Seen;
import id.kezbek.shared.Ids;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.sql.DataVersions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles refunds that had to wait because an order of the payout could still be paid. Each refund is settled in its
 * own transaction.
 */
@Component
public class SettleRefunds {

    private static final Logger log = LoggerFactory.getLogger(SettleRefunds.class);

    private static final int AT_ONCE = 100;
    private static final int LISTS_MAX = 100;

    private static final CrashPoint SETTLED = CrashPoint.named(
            "payouts.refund-settled", "a refund that waited for its payout is settled, but nothing is committed");

    private final PayoutRefunds refunds;
    private final TakeBack takeBack;
    private final PartnerDirectory partners;
    private final FundingSlots fundingSlots;
    private final DataVersions versions;
    private final TransactionTemplate transactions;
    private final Clock clock;

    SettleRefunds(
            PayoutRefunds refunds,
            TakeBack takeBack,
            PartnerDirectory partners,
            FundingSlots fundingSlots,
            DataVersions versions,
            TransactionTemplate transactions,
            Clock clock) {
        this.refunds = refunds;
        this.takeBack = takeBack;
        this.partners = partners;
        this.fundingSlots = fundingSlots;
        this.versions = versions;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Settles at most ten thousand refunds; the next run settles the remaining refunds. Returns the number of settled
     * refunds.
     *
     * @throws RuntimeException the first failure for a refund, after all other refunds were tried
     */
    public int run() {
        int settled = 0;
        List<RuntimeException> failures = new ArrayList<>();
        for (int list = 0; list < LISTS_MAX; list++) {
            List<PayoutRefunds.Waiting> next = refunds.settleable(AT_ONCE);
            int now = 0;
            for (PayoutRefunds.Waiting waiting : next) {
                now += isSettled(waiting, failures) ? 1 : 0;
            }
            settled += now;
            if (now == 0 || next.size() < AT_ONCE) {
                break;
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return settled;
    }

    private boolean isSettled(PayoutRefunds.Waiting waiting, List<RuntimeException> failures) {
        try {
            return settle(waiting);
        } catch (RuntimeException failed) {
            log.atError()
                    .addKeyValue("refund", Ids.text(waiting.refund()))
                    .setCause(failed)
                    .log("A refund could not be settled; retrying");
            failures.add(failed);
            return false;
        }
    }

    private boolean settle(PayoutRefunds.Waiting waiting) {
        return Objects.requireNonNull(transactions.execute(status -> {
            // Locks in the same order as all code: the slots first, then the payout.
            fundingSlots.lockAll(waiting.partner());
            versions.refresh();
            Partner partner = partners.find(waiting.partner()).orElseThrow();
            return refunds.lockWaiting(waiting.id())
                    .filter(locked -> settle(partner, locked))
                    .isPresent();
        }));
    }

    private boolean settle(Partner partner, PayoutRefunds.Waiting waiting) {
        Order order = new Order(waiting.refund(), waiting.purchase(), waiting.whole(), clock.instant());
        Seen seen = takeBack.apply(partner, order, waiting.amount(), waiting.payout());
        if (seen.state() == RefundState.WAITING) {
            return false;
        }
        refunds.settle(waiting.id(), seen, order.at());
        SETTLED.reached();
        return true;
    }
}
