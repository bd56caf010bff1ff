package id.kezbek.payouts.dispatch;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.dispatch.Planning.Planned;
import id.kezbek.payouts.floats.Floats;
import id.kezbek.payouts.outcome.PayoutFacts;
import id.kezbek.payouts.pricing.Quote;
import id.kezbek.payouts.pricing.Route;
import id.kezbek.payouts.pricing.Tariffs;
import id.kezbek.payouts.records.Attempt;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.payouts.records.BackOff;
import id.kezbek.payouts.records.ClaimShares;
import id.kezbek.payouts.records.HoldReason;
import id.kezbek.payouts.records.PayoutChange;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.payouts.refund.Netting;
import id.kezbek.payouts.splitting.SplitPayouts;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends due payouts in four steps: claim the payouts, choose providers, commit one attempt for each payout, send. Any
 * number of processes may dispatch at the same time. A claim skips locked rows, and the payout's state prevents a
 * second claim.
 */
@Component
public class Dispatch {

    /**
     * The order of inserts. All transactions must use this order; otherwise two processes could deadlock on the unique
     * key.
     */
    private static final Comparator<Attempt> BY_EXCLUSIVE_KEY =
            Comparator.comparing(Attempt::exclusiveKey, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** The maximum number of tries of one claim, if other processes cause conflicts. */
    private static final int CLAIM_TRIES = 4;

    private static final CrashPoint CLAIMED =
            CrashPoint.named("payouts.claimed", "due payouts are claimed, but no attempt is written");
    private static final CrashPoint ATTEMPTS_WRITTEN =
            CrashPoint.named("payouts.attempts-written", "attempts are written, but their payouts are still PENDING");
    private static final CrashPoint MOVED_ON = CrashPoint.named(
            "payouts.attempts-moved",
            "a claim and the new states of its payouts are written, but nothing is committed");
    private static final CrashPoint COMMITTED =
            CrashPoint.named("payouts.attempts-committed", "attempts are committed, but no sender has received them");
    private static final CrashPoint HANDED_OVER =
            CrashPoint.named("payouts.attempts-handed", "all attempts of a claim are handed to senders");
    private static final CrashPoint RELEASING = CrashPoint.named(
            "payouts.release-begun", "settings are read, but payouts held for a paused provider are not released");
    private static final CrashPoint RELEASED =
            CrashPoint.named("payouts.held-released", "held payouts are released, but none is claimed");

    /**
     * The result of a claim.
     *
     * @param crowded the wallets with payouts that stay due, because their provider has no free slot
     * @param isFull whether a wallet that is not crowded had as many due payouts as its share
     */
    private record Batch(List<Attempt> attempts, Set<String> crowded, boolean isFull) {}

    private final ClaimShares shares = new ClaimShares();
    private final Payouts payouts;
    private final Attempts attempts;
    private final Wallets wallets;
    private final Tariffs tariffs;
    private final Planning planning;
    private final Netting netting;
    private final SplitPayouts splitPayouts;
    private final Sending sending;
    private final DispatchBell bell;
    private final Facts facts;
    private final Floats floats;
    private final DataVersions versions;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final PayoutSettings settings;
    private final BackOff backOff;

    Dispatch(
            Payouts payouts,
            Attempts attempts,
            Wallets wallets,
            Tariffs tariffs,
            Planning planning,
            Netting netting,
            SplitPayouts splitPayouts,
            Sending sending,
            DispatchBell bell,
            Facts facts,
            Floats floats,
            DataVersions versions,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock,
            PayoutSettings settings) {
        this.payouts = payouts;
        this.attempts = attempts;
        this.wallets = wallets;
        this.tariffs = tariffs;
        this.planning = planning;
        this.netting = netting;
        this.splitPayouts = splitPayouts;
        this.sending = sending;
        this.bell = bell;
        this.facts = facts;
        this.floats = floats;
        this.versions = versions;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
        this.backOff = BackOff.of(settings);
    }

    /**
     * Claims one batch and starts to send it. If a wallet's provider has no free slot, another query claims payouts of
     * the other wallets. So a slow provider does not delay other payouts.
     *
     * @return whether the claim was full, so that the next claim should follow at once
     */
    public boolean run() {
        try (Reservation reservation = sending.reserve(settings.batchSize())) {
            Set<String> crowded = new HashSet<>();
            boolean looksAgain = reservation.places() > 0;
            if (!looksAgain) {
                bell.awaitSender();
            }
            boolean isFull = false;
            // Each further query skips at least one more wallet, so the loop ends.
            while (looksAgain) {
                Batch batch = claim(reservation, crowded);
                if (!batch.attempts().isEmpty()) {
                    send(batch.attempts(), reservation);
                }
                isFull = batch.isFull();
                looksAgain = crowded.addAll(batch.crowded()) && reservation.places() > 0;
            }
            if (!crowded.isEmpty()) {
                bell.awaitSender();
            }
            return isFull;
        }
    }

    private static void send(List<Attempt> attempts, Reservation reservation) {
        COMMITTED.reached();
        attempts.forEach(reservation::send);
        HANDED_OVER.reached();
    }

    /** Waits until all claimed payouts are sent and their results are recorded. */
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        return sending.awaitIdle(timeout);
    }

    /**
     * Releases payouts that were HELD because all providers of their wallet were paused, once one of these providers is
     * resumed.
     */
    public int releaseHeld() {
        refreshSettings();
        Instant now = clock.instant();
        RELEASING.reached();
        int released = payouts.release(tariffs.servedWallets(now), now, settings.batchSize());
        if (released > 0) {
            RELEASED.reached();
        }
        return released;
    }

    private Batch claim(Reservation reservation, Set<String> crowded) {
        for (int attempt = 1; ; attempt++) {
            try {
                return told(Objects.requireNonNull(transactions.execute(status -> begin(reservation, crowded))));
            } catch (OptimisticLockingFailureException otherWasFirst) {
                // Another process has used the last part of the float. Routes the payouts again.
                reservation.returnTurns();
                if (attempt == CLAIM_TRIES) {
                    throw otherWasFirst;
                }
            }
        }
    }

    private record Look(List<ClaimShares.Share> divided, List<Planned> planned) {}

    private Look begin(Reservation reservation, Set<String> passedOver) {
        Instant now = clock.instant();
        // The list of wallets may lack a new wallet. The next query includes it.
        List<ClaimShares.Share> divided = shares.divide(
                reservation.places(),
                wallets.codes().stream()
                        .filter(wallet -> !passedOver.contains(wallet))
                        .toList(),
                now);
        Pipeline reading = new Pipeline();
        Map<String, Long> current = versions.readIn(reading);
        List<Payouts.Due> due = payouts.claimDue(reading, divided, now);
        Floats.Left floatsLeft = floats.read(reading, now);
        reading.run(jdbc);
        versions.refresh(current);
        List<Payouts.Due> sent = splitPayouts.split(netting.net(due, now), now);
        List<Planned> planned = sent.isEmpty() ? List.of() : planned(sent, reservation, floatsLeft, now);
        return new Look(divided, planned);
    }

    private List<Planned> planned(List<Payouts.Due> due, Reservation reservation, Floats.Left floatsLeft, Instant now) {
        CLAIMED.reached();
        List<Planned> planned = started(due, reservation, floatsLeft, now);
        moveOn(planned, floatsLeft, now);
        MOVED_ON.reached();
        return planned;
    }

    /** Updates the shares after the commit, because a transaction that rolls back must not change them. */
    private Batch told(Look look) {
        Map<String, List<Planned>> byWallet = look.planned().stream()
                .collect(Collectors.groupingBy(item -> item.payout().wallet()));
        Set<String> crowded = new HashSet<>();
        boolean isFull = false;
        for (ClaimShares.Share share : look.divided()) {
            List<Planned> found = byWallet.getOrDefault(share.wallet(), List.of());
            long without = found.stream()
                    .filter(item -> item.route() instanceof Route.NoTurn)
                    .count();
            shares.found(share, found.stream().map(Planned::payout).toList(), found.size() - Math.toIntExact(without));
            if (without > 0) {
                crowded.add(share.wallet());
            } else if (found.size() == share.most()) {
                isFull = true;
            }
        }
        return new Batch(
                look.planned().stream()
                        .map(Planned::attempt)
                        .filter(Objects::nonNull)
                        .toList(),
                crowded,
                isFull);
    }

    /**
     * Chooses providers and records attempts. If an unresolved attempt blocks a payout at one provider, the next round
     * routes the payout to another provider. So there are at most as many rounds as providers.
     */
    private List<Planned> started(List<Payouts.Due> due, Reservation reservation, Floats.Left floatsLeft, Instant now) {
        List<Planned> settled = new ArrayList<>(due.size());
        Map<UUID, Set<String>> occupied = new HashMap<>();
        List<Payouts.Due> open = due;
        while (!open.isEmpty()) {
            List<Planned> planned = open.stream()
                    .map(payout -> planning.plan(
                            payout, occupied.getOrDefault(payout.id(), Set.of()), reservation, floatsLeft, now))
                    .toList();
            Set<UUID> started = start(planned);
            List<Payouts.Due> again = new ArrayList<>();
            for (Planned item : planned) {
                Attempt attempt = item.attempt();
                if (attempt == null || started.contains(attempt.id())) {
                    settled.add(item);
                } else {
                    reservation.returnTurn(attempt.provider());
                    floatsLeft.giveBack(attempt.provider(), attempt.cost());
                    occupied.computeIfAbsent(item.payout().id(), id -> new HashSet<>())
                            .add(attempt.provider());
                    again.add(item.payout());
                }
            }
            open = again;
        }
        return settled;
    }

    private Set<UUID> start(List<Planned> planned) {
        Pipeline recording = new Pipeline();
        Set<UUID> started = attempts.start(
                recording,
                planned.stream()
                        .map(Planned::attempt)
                        .filter(Objects::nonNull)
                        .sorted(BY_EXCLUSIVE_KEY)
                        .toList());
        recording.run(jdbc);
        if (!started.isEmpty()) {
            ATTEMPTS_WRITTEN.reached();
        }
        return started;
    }

    private void refreshSettings() {
        Pipeline reading = new Pipeline();
        Map<String, Long> current = versions.readIn(reading);
        reading.run(jdbc);
        versions.refresh(current);
    }

    private void moveOn(List<Planned> planned, Floats.Left floatsLeft, Instant now) {
        List<Fact> happened = new ArrayList<>();
        List<PayoutChange> changes = new ArrayList<>(planned.size());
        for (Planned item : planned) {
            change(item, now).ifPresent(changes::add);
            if (item.route() instanceof Route.Never never) {
                happened.add(PayoutFacts.neverTried(item.payout(), never.reason(), now));
            }
        }
        Pipeline writing = new Pipeline();
        payouts.change(writing, changes);
        facts.append(writing, happened);
        floats.take(writing, floatsLeft);
        writing.run(jdbc);
    }

    private Optional<PayoutChange> change(Planned item, Instant now) {
        Payouts.Due payout = item.payout();
        Instant later = backOff.whileWaiting(payout.createdAt(), now);
        return switch (item.route()) {
            case Route.Chosen chosen ->
                Optional.of(leave(item, PayoutState.IN_FLIGHT, null, payout.attempts() + 1, now));
            // Writes nothing. Otherwise each poll would update all waiting payouts of a busy provider.
            case Route.NoTurn noTurn -> Optional.empty();
            case Route.Paused paused ->
                Optional.of(leave(item, PayoutState.HELD, HoldReason.PROVIDERS_PAUSED.name(), payout.attempts(), now));
            case Route.NotNow notNow ->
                Optional.of(leave(item, PayoutState.PENDING, notNow.reason(), payout.attempts(), later));
            case Route.Never never ->
                Optional.of(leave(item, PayoutState.ATTENTION, never.reason(), payout.attempts(), now));
        };
    }

    private static PayoutChange leave(
            Planned item, PayoutState to, @Nullable String reason, int attempts, Instant dueAt) {
        Payouts.Due payout = item.payout();
        // If there is an attempt, the attempt stores the quotes.
        String quotes = item.attempt() == null ? Quote.json(item.route().quotes()) : null;
        return new PayoutChange(
                payout.id(), PayoutState.PENDING, to, reason, quotes, attempts, payout.refusals(), dueAt, null);
    }
}
