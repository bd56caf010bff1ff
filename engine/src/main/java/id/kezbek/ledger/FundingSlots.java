package id.kezbek.ledger;

import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What partners may still spend, spread over slots. A list of purchases takes from one slot of each partner, its own
 * lane's, so that lanes and processes do not queue on one row; only when that slot is short does it come back and lock
 * all of the partner's, in order, and spread what is left anew. No slot goes below zero, so their sum cannot either.
 */
@Component
public class FundingSlots {

    /** Enough that two processes of two lanes rarely meet; each costs a row a partner and a row at a top-up. */
    public static final int SLOTS = 8;

    private record Slot(PartnerId partner, int number, Money available) {}

    private record Key(PartnerId partner, int slot) {}

    /** A slot is short of what a purchase needs; the list must come again with all slots of this partner. */
    public static final class OneSlotIsShort extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient PartnerId partner;

        OneSlotIsShort(PartnerId partner) {
            super("One slot is short", null, false, false);
            this.partner = partner;
        }

        public PartnerId partner() {
            return partner;
        }
    }

    private final JdbcClient jdbc;

    FundingSlots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a partner may still spend; zero where nothing was ever granted. */
    public Money available(PartnerId partner) {
        return Money.rupiah(jdbc.sql("select coalesce(sum(available), 0) from ledger.funding_slot where partner = ?")
                .param(partner.value())
                .query(java.math.BigDecimal.class)
                .single());
    }

    /** Grants more to spend, spread evenly, inside the caller's transaction. */
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
                    .params(share.available().decimal(), partner.value(), share.number())
                    .update();
        }
    }

    /**
     * Locks all of a partner's slots until the end of the caller's transaction, opening them where it has none.
     *
     * @return what it may still spend
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

    /** Writes what a partner may still spend, spread evenly over slots that {@link #lockAll} has locked. */
    public void set(PartnerId partner, Money available) {
        for (Slot share : spread(partner, available)) {
            jdbc.sql("update ledger.funding_slot set available = ? where partner = ? and slot = ?")
                    .params(share.available().decimal(), partner.value(), share.number())
                    .update();
        }
    }

    /**
     * Adds the locking of what a list may take from.
     *
     * @param lane whose slot to take from
     * @param partners the partners whose purchases need funding
     * @param whole those of them whose slots are all locked
     */
    public Taking lockIn(Pipeline pipeline, int lane, Collection<PartnerId> partners, Collection<PartnerId> whole) {
        List<Key> keys = partners.stream()
                .distinct()
                .sorted()
                .flatMap(partner -> (whole.contains(partner)
                                ? IntStream.range(0, SLOTS)
                                : IntStream.of(Math.floorMod(lane, SLOTS)))
                        .mapToObj(slot -> new Key(partner, slot)))
                .toList();
        Taking taking = new Taking(List.copyOf(whole));
        pipeline.select(
                """
                select f.partner, f.slot, f.available
                from (select unnest(?::bigint[]) as partner, unnest(?::smallint[]) as slot) as asked
                cross join lateral (
                  select * from ledger.funding_slot
                  where partner = asked.partner and slot = asked.slot for update) f""",
                Columns.of(keys).bigint(key -> key.partner().value()).smallint(Key::slot),
                row -> taking.found(
                        new Slot(new PartnerId(row.getLong(1)), row.getInt(2), Money.rupiah(row.getBigDecimal(3)))));
        return taking;
    }

    private static List<Slot> spread(PartnerId partner, Money amount) {
        long share = amount.hundredths() / SLOTS;
        long rest = amount.hundredths() % SLOTS;
        return IntStream.range(0, SLOTS)
                .mapToObj(slot -> new Slot(partner, slot, new Money(amount.currency(), share + (slot < rest ? 1 : 0))))
                .toList();
    }

    /** The locked funding of one list of purchases. */
    public static final class Taking {

        private final List<PartnerId> whole;
        private final Map<PartnerId, TreeMap<Integer, Money>> locked = new HashMap<>();
        private final Map<PartnerId, Money> available = new HashMap<>();
        private final Map<PartnerId, Money> taken = new HashMap<>();

        private Taking(List<PartnerId> whole) {
            this.whole = whole;
        }

        /**
         * Takes an amount for a purchase.
         *
         * @return whether the partner's funding covers it; where not, nothing is taken
         * @throws OneSlotIsShort where only the lane's slot is locked and it does not cover it
         */
        public boolean take(PartnerId partner, Money amount) {
            Money left = available.getOrDefault(partner, Money.ZERO);
            if (left.atLeast(amount)) {
                available.put(partner, left.minus(amount));
                taken.merge(partner, amount, Money::plus);
                return true;
            }
            if (!whole.contains(partner)) {
                throw new OneSlotIsShort(partner);
            }
            return false;
        }

        /** Adds what was taken; what is left of a partner whose slots are all locked is spread anew. */
        public void write(Pipeline pipeline) {
            List<Slot> after = new ArrayList<>();
            taken.keySet().stream().sorted().forEach(partner -> {
                Money left = available.getOrDefault(partner, Money.ZERO);
                if (whole.contains(partner)) {
                    after.addAll(spread(partner, left));
                } else {
                    after.add(new Slot(partner, lockedSlot(partner), left));
                }
            });
            pipeline.write(
                    """
                    insert into ledger.funding_slot (partner, slot, available)
                    select unnest(?::bigint[]), unnest(?::smallint[]), unnest(?::numeric[])
                    on conflict (partner, slot) do update set available = excluded.available""",
                    Columns.of(after)
                            .bigint(slot -> slot.partner().value())
                            .smallint(Slot::number)
                            .money(Slot::available));
        }

        private void found(Slot slot) {
            locked.computeIfAbsent(slot.partner(), p -> new TreeMap<>()).put(slot.number(), slot.available());
            available.merge(slot.partner(), slot.available(), Money::plus);
        }

        private int lockedSlot(PartnerId partner) {
            TreeMap<Integer, Money> slots = locked.get(partner);
            if (slots == null) {
                throw new IllegalStateException("Nothing is locked for partner " + partner);
            }
            return slots.firstKey();
        }
    }
}
