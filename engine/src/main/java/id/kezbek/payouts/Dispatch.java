package id.kezbek.payouts;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due: claims payouts, routes them, commits an attempt for each, and only then lets them be sent. Any
 * number of processes may dispatch at once; the claim skips what another holds, and the state decides who was first.
 */
@Component
public class Dispatch {

    /** Orders of insertion under a unique key must be the same everywhere, or two dispatchers wait for each other. */
    private static final Comparator<Attempt> BY_EXCLUSIVE_KEY =
            Comparator.comparing(Attempt::exclusiveKey, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** What a claim came to. */
    private record Batch(int claimed, List<Attempt> attempts) {}

    private record Routed(
            Payouts.Due payout, Route route, @Nullable Attempt attempt) {}

    private final Payouts payouts;
    private final Attempts attempts;
    private final Tariffs tariffs;
    private final ConfiguredProviders providers;
    private final Sending sending;
    private final Facts facts;
    private final DataVersions versions;
    private final Ids ids;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final PayoutSettings settings;
    private final BackOff backOff;

    Dispatch(
            Payouts payouts,
            Attempts attempts,
            Tariffs tariffs,
            ConfiguredProviders providers,
            Sending sending,
            Facts facts,
            DataVersions versions,
            Ids ids,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock,
            PayoutSettings settings) {
        this.payouts = payouts;
        this.attempts = attempts;
        this.tariffs = tariffs;
        this.providers = providers;
        this.sending = sending;
        this.facts = facts;
        this.versions = versions;
        this.ids = ids;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
        this.backOff = BackOff.of(settings);
    }

    /**
     * Claims one batch and starts sending it.
     *
     * @return whether as much was due as could be claimed, so that it is worth going on at once
     */
    public boolean run() {
        int places = sending.reserve(settings.batchSize());
        if (places == 0) {
            return false;
        }
        int sent = 0;
        try {
            Batch batch = Objects.requireNonNull(transactions.execute(status -> begin(places)));
            for (Attempt attempt : batch.attempts()) {
                sending.send(attempt);
                sent++;
            }
            return batch.claimed() == places;
        } finally {
            sending.giveBack(places - sent);
        }
    }

    /** Waits until all that was claimed has been sent and its outcome written. */
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        return sending.awaitIdle(timeout);
    }

    /** Returns payouts that were held because every provider was paused, where one is back. */
    public int releaseHeld() {
        refreshSettings();
        Instant now = clock.instant();
        return payouts.release(tariffs.servedWallets(now), now, settings.batchSize());
    }

    private Batch begin(int limit) {
        refreshSettings();
        Instant now = clock.instant();
        List<Routed> routed = payouts.claimDue(now, limit).stream()
                .map(payout -> route(payout, now))
                .toList();
        if (routed.isEmpty()) {
            return new Batch(0, List.of());
        }
        List<Attempt> wanted = routed.stream()
                .map(Routed::attempt)
                .filter(Objects::nonNull)
                .sorted(BY_EXCLUSIVE_KEY)
                .toList();
        Pipeline recording = new Pipeline();
        Set<UUID> started = attempts.start(recording, wanted);
        recording.run(jdbc);
        moveOn(routed, started, now);
        return new Batch(
                routed.size(),
                wanted.stream()
                        .filter(attempt -> started.contains(attempt.id()))
                        .toList());
    }

    private void refreshSettings() {
        Pipeline reading = new Pipeline();
        Map<String, Long> current = versions.readIn(reading);
        reading.run(jdbc);
        versions.refresh(current);
    }

    private Routed route(Payouts.Due payout, Instant now) {
        List<Tariffs.InForce> inForce = tariffs.inForce(payout.wallet(), now);
        Route route = Routing.choose(
                payout.amount(),
                inForce.stream().map(tariff -> candidate(payout, tariff)).toList());
        return switch (route) {
            case Route.Chosen chosen -> new Routed(payout, route, attempt(payout, chosen, directFee(inForce), now));
            case Route.Paused paused -> new Routed(payout, route, null);
            case Route.NotNow notNow -> new Routed(payout, route, null);
            case Route.Never never -> new Routed(payout, route, null);
        };
    }

    private Routing.Candidate candidate(Payouts.Due payout, Tariffs.InForce inForce) {
        String code = inForce.tariff().provider();
        var provider = providers.find(code);
        return new Routing.Candidate(
                inForce.tariff(),
                inForce.paused(),
                provider.isPresent(),
                provider.map(PayoutProvider::isHealthy).orElse(false),
                payout.failures().getOrDefault(code, 0));
    }

    private static @Nullable Money directFee(List<Tariffs.InForce> inForce) {
        return inForce.stream()
                .map(Tariffs.InForce::tariff)
                .filter(Tariff::direct)
                .map(Tariff::fee)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Attempt attempt(Payouts.Due payout, Route.Chosen chosen, @Nullable Money directFee, Instant now) {
        return new Attempt(
                ids.next(),
                payout.id(),
                payout.attempts() + 1,
                chosen.provider(),
                payout.partner(),
                payout.msisdn(),
                payout.wallet(),
                payout.amount(),
                chosen.fee(),
                directFee,
                now.plus(settings.lease()),
                Quote.json(chosen.quotes()),
                now,
                exclusiveKey(payout, chosen.provider()));
    }

    /** A statement line of a provider without references shows number and amount only, so one may be open at a time. */
    private @Nullable String exclusiveKey(Payouts.Due payout, String provider) {
        boolean knowsReferences = providers
                .find(provider)
                .map(known -> known.capabilities().knowsReferences())
                .orElse(false);
        return knowsReferences
                ? null
                : payout.msisdn().digits() + ":" + payout.amount().decimal().toPlainString();
    }

    private void moveOn(List<Routed> routed, Set<UUID> started, Instant now) {
        List<Fact> happened = new ArrayList<>();
        List<PayoutChange> changes = new ArrayList<>(routed.size());
        for (Routed item : routed) {
            changes.add(change(item, started, now));
            if (item.route() instanceof Route.Never never) {
                happened.add(PayoutFacts.neverTried(item.payout(), never.reason(), now));
            }
        }
        Pipeline writing = new Pipeline();
        payouts.change(writing, changes);
        facts.append(writing, happened);
        writing.run(jdbc);
    }

    private PayoutChange change(Routed item, Set<UUID> started, Instant now) {
        Payouts.Due payout = item.payout();
        Instant later = backOff.whileWaiting(payout.createdAt(), now);
        return switch (item.route()) {
            case Route.Chosen chosen ->
                item.attempt() != null && started.contains(item.attempt().id())
                        ? leave(payout, PayoutState.IN_FLIGHT, null, payout.attempts() + 1, now)
                        : leave(payout, PayoutState.PENDING, "SAME_AMOUNT_UNRESOLVED", payout.attempts(), later);
            case Route.Paused paused ->
                leave(payout, PayoutState.HELD, Payouts.HELD_FOR_PAUSED_PROVIDERS, payout.attempts(), now);
            case Route.NotNow notNow -> leave(payout, PayoutState.PENDING, notNow.reason(), payout.attempts(), later);
            case Route.Never never -> leave(payout, PayoutState.ATTENTION, never.reason(), payout.attempts(), now);
        };
    }

    private static PayoutChange leave(
            Payouts.Due payout, PayoutState to, @Nullable String reason, int attempts, Instant dueAt) {
        return new PayoutChange(payout.id(), PayoutState.PENDING, to, reason, attempts, payout.refusals(), dueAt, null);
    }
}
