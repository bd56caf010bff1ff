package id.kezbek.payouts.collecting;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.collecting.SmallPayouts.Group;
import id.kezbek.payouts.collecting.SmallPayouts.Part;
import id.kezbek.payouts.collecting.SmallPayouts.Small;
import id.kezbek.payouts.pricing.Tariffs;
import id.kezbek.payouts.records.PayoutChange;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Collects a customer's small payouts to one wallet. One of these payouts, usually the oldest, then pays the purchases
 * of all. This payout is sent when its amount reaches the wallet's minimum. On the day of small amounts, the engine
 * sends every small payout that a provider accepts. The ledger does not change, because the total owed to the customer
 * stays the same.
 */
@Component
public class CollectSmallPayouts {

    private static final Logger log = LoggerFactory.getLogger(CollectSmallPayouts.class);
    private static final int GROUPS_AT_ONCE = 1_000;
    private static final int PAYOUTS_AT_ONCE = 100;
    private static final int RELEASED_AT_ONCE = 100;
    private static final int LISTS_MAX = 1_000;

    private static final CrashPoint WRITTEN =
            CrashPoint.named("payouts.collected", "small payouts are collected into one, but nothing is committed");

    private final SmallPayouts smallPayouts;
    private final Payouts payouts;
    private final Wallets wallets;
    private final Tariffs tariffs;
    private final DataVersions versions;
    private final Facts facts;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final int day;

    CollectSmallPayouts(
            SmallPayouts smallPayouts,
            Payouts payouts,
            Wallets wallets,
            Tariffs tariffs,
            DataVersions versions,
            Facts facts,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock,
            PayoutSettings settings) {
        this.smallPayouts = smallPayouts;
        this.payouts = payouts;
        this.wallets = wallets;
        this.tariffs = tariffs;
        this.versions = versions;
        this.facts = facts;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.day = settings.smallAmountsDay();
    }

    /**
     * Collects payouts that together reach their wallet's minimum. Returns the number of payouts that were added to
     * another payout.
     */
    public int run() {
        return collect(true, GROUPS_AT_ONCE);
    }

    /** Like {@link #releaseAll}, but only on the day of small amounts. */
    public int runOnDay() {
        return Jakarta.dayOf(clock.instant()).getDayOfMonth() == day ? releaseAll() : 0;
    }

    /**
     * Collects all small payouts, then releases those that a provider accepts. Returns the number of released payouts.
     */
    int releaseAll() {
        collect(false, GROUPS_AT_ONCE);
        Map<String, Money> least = tariffs.leastAmounts(clock.instant());
        int released = 0;
        for (int list = 0; list < LISTS_MAX && !least.isEmpty(); list++) {
            int next = smallPayouts.release(least, clock.instant(), RELEASED_AT_ONCE);
            released += next;
            if (next < RELEASED_AT_ONCE) {
                break;
            }
        }
        return released;
    }

    int collect(boolean reachMinimum, int groupsAtOnce) {
        int collected =
                collect(after -> smallPayouts.groups(reachMinimum, after, groupsAtOnce), reachMinimum, groupsAtOnce);
        return collected
                + collect(after -> smallPayouts.groupsOfOldNotations(after, groupsAtOnce), reachMinimum, groupsAtOnce);
    }

    private int collect(Function<Group, List<Group>> next, boolean reachMinimum, int groupsAtOnce) {
        int collected = 0;
        Group last = Group.NONE;
        for (int list = 0; list < LISTS_MAX; list++) {
            List<Group> groups = next.apply(last);
            for (Group group : groups) {
                collected += collectAll(group, reachMinimum);
            }
            if (groups.size() < groupsAtOnce) {
                break;
            }
            last = groups.getLast();
        }
        return collected;
    }

    private int collectAll(Group group, boolean reachMinimum) {
        int collected = 0;
        for (int list = 0; list < LISTS_MAX; list++) {
            int now = collectAlone(group, reachMinimum);
            collected += now;
            if (now == 0) {
                break;
            }
        }
        return collected;
    }

    /** Collects one customer's payouts. A failure does not stop the collection for other customers. */
    private int collectAlone(Group group, boolean reachMinimum) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> collect(group, reachMinimum)));
        } catch (TransientDataAccessException busy) {
            log.warn("Collecting a customer's small payouts failed; a later run retries it: {}", busy.getMessage());
            return 0;
        }
    }

    private int collect(Group group, boolean reachMinimum) {
        versions.refresh();
        List<Small> locked = smallPayouts.lock(group, PAYOUTS_AT_ONCE);
        if (locked.size() < 2 || reachMinimum && !mayReachMinimum(group, locked)) {
            return 0;
        }
        // A payout with set-off or rounding items cannot be added to another payout. The other payouts are added to
        // this payout.
        Small into =
                locked.stream().filter(small -> !small.isPlain()).findFirst().orElse(locked.getFirst());
        Money most =
                tariffs.limits(wallets.require(group.wallet()), clock.instant()).most();
        Money total = into.amount();
        List<Small> small = new ArrayList<>();
        for (Small one : locked) {
            if (one.isPlain() && !one.id().equals(into.id()) && most.atLeast(total.plus(one.amount()))) {
                total = total.plus(one.amount());
                small.add(one);
            }
        }
        if (!small.isEmpty()) {
            write(group, into, small, clock.instant());
        }
        return small.size();
    }

    /**
     * Whether the sum reaches the minimum. If the list is full, more small payouts may exist, so the result is true.
     */
    private boolean mayReachMinimum(Group group, List<Small> locked) {
        Money sum = locked.stream().map(Small::amount).reduce(Money.ZERO, Money::plus);
        return locked.size() == PAYOUTS_AT_ONCE
                || sum.atLeast(wallets.require(group.wallet()).minimum());
    }

    private void write(Group group, Small into, List<Small> small, Instant now) {
        List<Part> parts = smallPayouts.parts(small);
        Money total = small.stream().map(Small::amount).reduce(into.amount(), Money::plus);
        Map<UUID, Money> amounts = new LinkedHashMap<>();
        amounts.put(into.id(), total);
        small.forEach(one -> amounts.put(one.id(), Money.ZERO));
        List<PayoutChange> changes = new ArrayList<>();
        small.forEach(one -> changes.add(one.change(PayoutState.CANCELLED, SmallPayouts.COLLECTED, one.dueAt(), now)));
        if (total.atLeast(wallets.require(group.wallet()).minimum())) {
            changes.add(into.change(PayoutState.PENDING, null, now, null));
        }
        Pipeline writing = new Pipeline();
        smallPayouts.move(writing, parts, into.id());
        smallPayouts.setAmounts(writing, amounts);
        payouts.change(writing, changes);
        facts.append(
                writing,
                small.stream()
                        .map(one -> Fact.of(
                                new PayoutEvent.Collected(
                                        group.partner(), Ids.text(into.id()), group.wallet(), one.amount()),
                                one.id(),
                                now))
                        .toList());
        writing.run(jdbc);
        WRITTEN.reached();
    }
}
