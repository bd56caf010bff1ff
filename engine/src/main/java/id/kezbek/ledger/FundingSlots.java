package id.kezbek.ledger;

import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Partners' available funds, spread over slots. A batch of purchases takes a partner's funds from only one slot, the
 * slot of its worker. So workers and processes do not wait for the same row lock. The batch neither reads nor locks the
 * slot in advance. If that slot has too little money, the batch is repeated. The repeated batch locks all slots of the
 * partner in order and spreads the remaining amount evenly. No slot can become negative, so the sum cannot become
 * negative either.
 */
@Component
public class FundingSlots {

    /**
     * The number of slots per partner. With this number, workers of two processes rarely use the same slot. With each
     * further slot, a partner has one more row, and a top-up updates one more row.
     */
    public static final int SLOTS = 8;

    private record Slot(PartnerId partner, int number, Money amount) {}

    private record Key(PartnerId partner, int slot) {}

    /**
     * The slots contain too little money for a batch. The batch must repeat with all slots of these partners locked.
     */
    public static final class SlotsAreShort extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Set<PartnerId> partners;

        SlotsAreShort(Set<PartnerId> partners) {
            super("Slots are short", null, false, false);
            this.partners = Set.copyOf(partners);
        }

        public Set<PartnerId> partners() {
            return partners;
        }
    }

    /** After one slot had too little money, batches lock all of the partner's slots for this time. */
    private static final Duration WATCHED = Duration.ofSeconds(2);

    private final Clock clock;
    private final Map<PartnerId, Instant> watchedUntil = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;

    FundingSlots(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The partner's available funds; zero if the partner has no slots. */
    public Money available(PartnerId partner) {
        return Money.rupiah(jdbc.sql("select coalesce(sum(available), 0) from ledger.funding_slot where partner = ?")
                .param(partner.value())
                .query(java.math.BigDecimal.class)
                .single());
    }

    /** Adds an amount to the available funds in the caller's transaction, spread evenly over the slots. */
    public void grant(PartnerId partner, Money amount) {
        List<Slot> shares = spread(partner, amount);
        jdbc.sql("insert into ledger.funding_slot select ?, generate_series(0, ?), 0 on conflict do nothing")
                .params(partner.value(), SLOTS - 1)
                .update();
        jdbc.sql("select slot from ledger.funding_slot where partner = ? order by slot for update")
                .param(partner.value())
                .query(Integer.class)
                .list();
        for (Slot share : shares) {
            jdbc.sql("update ledger.funding_slot set available = available + ? where partner = ? and slot = ?")
                    .params(share.amount().decimal(), partner.value(), share.number())
                    .update();
        }
    }

    /**
     * Locks all slots of a partner until the end of the caller's transaction; creates the slots if the partner has
     * none.
     *
     * @return the available funds
     */
    public Money lockAll(PartnerId partner) {
        jdbc.sql("insert into ledger.funding_slot select ?, generate_series(0, ?), 0 on conflict do nothing")
                .params(partner.value(), SLOTS - 1)
                .update();
        return jdbc
                .sql("select available from ledger.funding_slot where partner = ? order by slot for update")
                .param(partner.value())
                .query((row, n) -> Money.rupiah(row.getBigDecimal(1)))
                .list()
                .stream()
                .reduce(Money.ZERO, Money::plus);
    }

    /** Sets the available funds and spreads them evenly over the slots that {@link #lockAll} has locked. */
    public void set(PartnerId partner, Money available) {
        for (Slot share : spread(partner, available)) {
            jdbc.sql("update ledger.funding_slot set available = ? where partner = ? and slot = ?")
                    .params(share.amount().decimal(), partner.value(), share.number())
                    .update();
        }
    }

    /**
     * The given partners that had a slot with too little money in the last seconds. Batches lock all slots of these
     * partners at the first attempt; otherwise each batch would be written twice.
     */
    public Set<PartnerId> watched(Collection<PartnerId> partners) {
        if (watchedUntil.isEmpty()) {
            return Set.of();
        }
        Instant now = clock.instant();
        watchedUntil.values().removeIf(until -> until.isBefore(now));
        return partners.stream().filter(watchedUntil::containsKey).collect(Collectors.toSet());
    }

    /**
     * Starts taking funds for one batch.
     *
     * @param lane the worker whose slot is used
     * @param whole the partners for which all slots are locked and read
     * @param lanes the partners for which only this worker's slot is locked. A batch that locks other rows before the
     *     write must lock slots first, in key order
     */
    public Taking takingIn(Pipeline pipeline, int lane, Set<PartnerId> whole, Set<PartnerId> lanes) {
        Taking taking = new Taking(Math.floorMod(lane, SLOTS), whole);
        List<Key> keys = Stream.concat(whole.stream(), lanes.stream())
                .distinct()
                .sorted()
                .flatMap(partner -> IntStream.range(0, SLOTS)
                        .filter(slot -> slot == taking.slot || whole.contains(partner))
                        .mapToObj(slot -> new Key(partner, slot)))
                .toList();
        if (!keys.isEmpty()) {
            pipeline.select(
                    """
                    select f.partner, f.available
                    from (select unnest(?::bigint[]) as partner, unnest(?::smallint[]) as slot) as asked
                    cross join lateral (
                      select * from ledger.funding_slot
                      where partner = asked.partner and slot = asked.slot for update) f""",
                    Columns.of(keys).bigint(key -> key.partner().value()).smallint(Key::slot),
                    row -> taking.available.merge(
                            new PartnerId(row.getLong(1)), Money.rupiah(row.getBigDecimal(2)), Money::plus));
        }
        return taking;
    }

    private static List<Slot> spread(PartnerId partner, Money amount) {
        long share = amount.hundredths() / SLOTS;
        long rest = amount.hundredths() % SLOTS;
        return IntStream.range(0, SLOTS)
                .mapToObj(slot -> new Slot(partner, slot, new Money(amount.currency(), share + (slot < rest ? 1 : 0))))
                .toList();
    }

    /** The funds that one batch takes. */
    public final class Taking {

        private final int slot;
        private final Set<PartnerId> whole;
        private final Map<PartnerId, Money> available = new HashMap<>();
        private final Map<PartnerId, Money> taken = new TreeMap<>();

        private Taking(int slot, Set<PartnerId> whole) {
            this.slot = slot;
            this.whole = whole;
        }

        /**
         * Takes an amount for a purchase. If the slots are not locked, the method assumes that the slot covers the
         * amount. If the slot does not cover the amount, the write fails later.
         *
         * @return whether the funds cover the amount; if not, nothing is taken
         */
        public boolean take(PartnerId partner, Money amount) {
            if (whole.contains(partner)) {
                Money left = available.getOrDefault(partner, Money.ZERO);
                if (!left.atLeast(amount)) {
                    return false;
                }
                available.put(partner, left.minus(amount));
            }
            taken.merge(partner, amount, Money::plus);
            return true;
        }

        /**
         * Adds the writes of the taken amounts to the pipeline. Spreads the remaining amount evenly for partners whose
         * slots are all locked. The pipeline fails with {@link SlotsAreShort} if a slot does not cover its amount.
         */
        public void write(Pipeline pipeline) {
            List<Slot> trusted = taken.entrySet().stream()
                    .filter(entry -> !whole.contains(entry.getKey()))
                    .map(entry -> new Slot(entry.getKey(), slot, entry.getValue()))
                    .toList();
            if (!trusted.isEmpty()) {
                takeFromSlots(pipeline, trusted);
            }
            pipeline.write(
                    """
                    insert into ledger.funding_slot (partner, slot, available)
                    select unnest(?::bigint[]), unnest(?::smallint[]), unnest(?::numeric[])
                    on conflict (partner, slot) do update set available = excluded.available""",
                    columns(taken.keySet().stream()
                            .filter(whole::contains)
                            .flatMap(partner -> spread(partner, available.getOrDefault(partner, Money.ZERO)).stream())
                            .toList()));
        }

        private void takeFromSlots(Pipeline pipeline, List<Slot> trusted) {
            Set<PartnerId> uncovered = new HashSet<>();
            trusted.forEach(slot -> uncovered.add(slot.partner()));
            pipeline.writeReturning(
                    """
                    update ledger.funding_slot f set available = f.available - t.amount
                    from (select unnest(?::bigint[]) as partner, unnest(?::smallint[]) as slot,
                      unnest(?::numeric[]) as amount) t
                    where f.partner = t.partner and f.slot = t.slot and f.available >= t.amount
                    returning f.partner""",
                    columns(trusted),
                    row -> uncovered.remove(new PartnerId(row.getLong(1))),
                    () -> refuseUncovered(uncovered));
        }

        private void refuseUncovered(Set<PartnerId> uncovered) {
            if (!uncovered.isEmpty()) {
                Instant until = clock.instant().plus(WATCHED);
                uncovered.forEach(partner -> watchedUntil.put(partner, until));
                throw new SlotsAreShort(uncovered);
            }
        }

        private static Columns<Slot> columns(List<Slot> slots) {
            return Columns.of(slots)
                    .bigint(slot -> slot.partner().value())
                    .smallint(Slot::number)
                    .money(Slot::amount);
        }
    }
}
