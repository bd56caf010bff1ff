package id.kezbek.payouts.records;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides the slots of a claim among the wallets. A claim runs one index scan per wallet, with the wallet's share as
 * its limit. So a wallet with a long backlog or a slow provider does not delay other wallets. A wallet for which the
 * last claim found much work gets more slots. If there are enough slots, each wallet gets at least one.
 *
 * <p>The class also stores the due time at which each wallet's backlog starts. Claimed rows leave dead entries at the
 * start of the index until the next vacuum. Without the stored start, every claim would read these entries, and claims
 * would become slower with every payment.
 */
public final class ClaimShares {

    /**
     * The share of one wallet.
     *
     * @param since the scan skips rows that were due before this time; the next complete scan reads them
     * @param at the time of the scan
     */
    public record Share(String wallet, Instant since, int most, Instant at) {

        private boolean isWhole() {
            return since.equals(BEGINNING);
        }
    }

    /**
     * A tolerance, because an order is committed a little after its due time and the clocks of processes differ a
     * little.
     */
    static final Duration SLACK = Duration.ofSeconds(2);

    /** The time between two complete scans. The other scans skip rows that were due before the stored start. */
    static final Duration WHOLE_LOOK_EVERY = Duration.ofSeconds(1);

    /** A time earlier than any due time. */
    static final Instant BEGINNING = Instant.EPOCH;

    /** @param lookedWhole the time of the last complete scan */
    private record Front(Instant since, int sent, Instant lookedWhole) {

        private static final Front UNKNOWN = new Front(BEGINNING, 0, BEGINNING);
    }

    private final Map<String, Front> fronts = new HashMap<>();
    private int rotation;

    /** Divides the slots among these wallets. The sum of the shares is the number of slots. */
    public synchronized List<Share> divide(int places, Collection<String> wallets, Instant now) {
        List<String> served = rotated(wallets, places);
        int spare = places - served.size();
        int weights = served.stream().mapToInt(this::weight).sum();
        List<Share> shares = new ArrayList<>(served.size());
        int left = places;
        for (int i = 0; i < served.size(); i++) {
            String wallet = served.get(i);
            boolean isLast = i == served.size() - 1;
            int most = isLast ? left : 1 + Math.toIntExact((long) spare * weight(wallet) / weights);
            left -= most;
            shares.add(new Share(wallet, since(wallet, now), most, now));
        }
        return shares;
    }

    /**
     * Stores the result of a scan. The time of a complete scan is stored only together with its result, because a
     * failed scan found nothing.
     *
     * @param sent the number of the wallet's payouts that did not have to wait for a free slot
     */
    public synchronized void found(Share share, Collection<Payouts.Due> due, int sent) {
        Front before = front(share.wallet());
        Instant since = due.stream()
                .map(Payouts.Due::dueAt)
                .min(Instant::compareTo)
                .map(first -> first.minus(SLACK))
                .orElse(before.since());
        fronts.put(share.wallet(), new Front(since, sent, share.isWhole() ? share.at() : before.lookedWhole()));
    }

    /** Rotates the order, so that every wallet gets its turn when there are fewer slots than wallets. */
    private List<String> rotated(Collection<String> wallets, int places) {
        List<String> sorted = wallets.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return sorted;
        }
        int first = Math.floorMod(rotation++, sorted.size());
        List<String> rotated = new ArrayList<>(sorted.subList(first, sorted.size()));
        rotated.addAll(sorted.subList(0, first));
        return rotated.subList(0, Math.min(places, rotated.size()));
    }

    private int weight(String wallet) {
        return 1 + front(wallet).sent();
    }

    /**
     * The due time from which a claim reads rows. This time is never later than the due time of rows that may be
     * committed now, even after clock changes.
     */
    private Instant since(String wallet, Instant now) {
        Front front = front(wallet);
        if (Duration.between(front.lookedWhole(), now).abs().compareTo(WHOLE_LOOK_EVERY) >= 0) {
            return BEGINNING;
        }
        Instant latest = now.minus(SLACK);
        return front.since().isBefore(latest) ? front.since() : latest;
    }

    private Front front(String wallet) {
        return fronts.getOrDefault(wallet, Front.UNKNOWN);
    }
}
