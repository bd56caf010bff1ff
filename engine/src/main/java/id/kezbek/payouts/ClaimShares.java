package id.kezbek.payouts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides the places of a claim among the wallets, so that a claim is one bounded walk of the index for each of them: a
 * wallet with a long backlog, or with a slow provider, stands in no other's way. Who had much last time gets much now, and
 * everybody gets at least one.
 *
 * <p>It also remembers where each wallet's backlog begins. What was claimed a moment ago leaves dead entries at the front of
 * the index until the table is vacuumed, and walking over them with every claim would cost more the more was paid.
 */
final class ClaimShares {

    /**
     * What may be claimed of one wallet.
     *
     * @param since what was due before is left to the next whole look
     * @param at when it was looked at
     */
    record Share(String wallet, Instant since, int most, Instant at) {

        private boolean isWhole() {
            return since.equals(BEGINNING);
        }
    }

    /** An order is committed a little after it is due, and the processes' clocks differ a little. */
    static final Duration SLACK = Duration.ofSeconds(2);

    /** What became due before the remembered beginning waits so long at most. */
    static final Duration WHOLE_LOOK_EVERY = Duration.ofSeconds(1);

    /** Nothing is due before. */
    static final Instant BEGINNING = Instant.EPOCH;

    /** @param lookedWhole when it was last looked at from the beginning on */
    private record Front(Instant since, int sent, Instant lookedWhole) {

        private static final Front UNKNOWN = new Front(BEGINNING, 0, BEGINNING);
    }

    private final Map<String, Front> fronts = new HashMap<>();
    private int rotation;

    /** The shares of these wallets, in all as many as there are places. */
    synchronized List<Share> divide(int places, Collection<String> wallets, Instant now) {
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
     * Keeps what a look found. A whole look counts from here on: one that broke off saw nothing.
     *
     * @param sent how many of the wallet's payouts found a provider with a turn
     */
    synchronized void found(Share share, Collection<Payouts.Due> due, int sent) {
        Front before = front(share.wallet());
        Instant since = due.stream()
                .map(Payouts.Due::dueAt)
                .min(Instant::compareTo)
                .map(first -> first.minus(SLACK))
                .orElse(before.since());
        fronts.put(share.wallet(), new Front(since, sent, share.isWhole() ? share.at() : before.lookedWhole()));
    }

    /** Each in turn stands first, so that where there are fewer places than wallets none is always left out. */
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

    /** Never later than what may become due now, whatever the clock was turned to. */
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
