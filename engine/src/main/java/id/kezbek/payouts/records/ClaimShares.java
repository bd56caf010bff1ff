package id.kezbek.payouts.records;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides the slots of a claim among the wallets, so that a claim is one limited index walk for each. A wallet with a
 * long backlog or a slow provider does not delay others. A wallet with much work last time gets more slots, and each
 * gets at least one.
 *
 * <p>It also remembers the start of each wallet's backlog. Claimed rows leave dead entries at the front of the index
 * until a vacuum, and reading them in every claim would cost more with every payment.
 */
public final class ClaimShares {

    /**
     * The share of one wallet.
     *
     * @param since rows due earlier are left to the next complete look
     * @param at the time of the look
     */
    public record Share(String wallet, Instant since, int most, Instant at) {

        private boolean isWhole() {
            return since.equals(BEGINNING);
        }
    }

    /** An order is committed a little after it is due, and the processes' clocks differ a little. */
    static final Duration SLACK = Duration.ofSeconds(2);

    /** Rows that became due before the remembered start wait at most this long. */
    static final Duration WHOLE_LOOK_EVERY = Duration.ofSeconds(1);

    /** Nothing is due before. */
    static final Instant BEGINNING = Instant.EPOCH;

    /** @param lookedWhole the last look from the beginning */
    private record Front(Instant since, int sent, Instant lookedWhole) {

        private static final Front UNKNOWN = new Front(BEGINNING, 0, BEGINNING);
    }

    private final Map<String, Front> fronts = new HashMap<>();
    private int rotation;

    /** The shares of these wallets; their sum is the number of slots. */
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
     * Stores the result of a look. A complete look counts only from here, because a failed one saw nothing.
     *
     * @param sent the number of the wallet's payouts whose provider had a free slot
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

    /** Rotates the order, so that with fewer slots than wallets none is always left out. */
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

    /** Never later than rows that may become due now, also after clock changes. */
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
