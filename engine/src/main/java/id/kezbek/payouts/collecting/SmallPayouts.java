package id.kezbek.payouts.collecting;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.records.PayoutChange;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** SQL about payouts that are held because they are below their wallet's minimum. */
@Component
class SmallPayouts {

    /** The state reason of a payout that was added to another payout, which now pays its purchases. */
    static final String COLLECTED = "COLLECTED";

    /**
     * A customer of a partner, and one wallet.
     *
     * @param msisdn the customer's number in the stored notation; earlier versions stored other notations
     */
    record Group(PartnerId partner, String msisdn, String wallet) {

        /** Sorts before all other groups. */
        static final Group NONE = new Group(new PartnerId(0), "", "");

        @Override
        public String toString() {
            return "Group[" + partner + ", " + wallet + "]";
        }
    }

    /**
     * @param isPlain whether the payout has no set-off or rounding items, so that it can be added to another payout
     */
    record Small(UUID id, Money amount, int refusals, Instant dueAt, boolean isPlain) {

        PayoutChange change(PayoutState to, @Nullable String reason, Instant dueAt, @Nullable Instant endedAt) {
            return new PayoutChange(id, PayoutState.HELD, to, reason, null, 0, refusals, dueAt, endedAt);
        }
    }

    /** The amount that a payout pays for one purchase, after refunds. */
    record Part(UUID payout, UUID purchase, String reference, Money amount) {}

    private record ItemRow(UUID payout, int place, Part part, Money amount) {}

    private final JdbcClient jdbc;

    SmallPayouts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Finds customers with several small payouts to one wallet, in index order.
     *
     * @param after the last group of the previous list
     * @param reachMinimum whether the payouts must reach the wallet's minimum together
     */
    List<Group> groups(boolean reachMinimum, Group after, int limit) {
        return jdbc.sql("""
                        select p.partner, p.msisdn, p.wallet
                        from payouts.payout p join payouts.wallet w on w.code = p.wallet
                        where p.state = 'HELD' and p.reason = 'BELOW_WALLET_MINIMUM' and p.attempts = 0 and p.amount = trunc(p.amount)
                          and (p.partner, p.msisdn, p.wallet) > (:partner, :msisdn, :wallet)
                        group by p.partner, p.msisdn, p.wallet, w.minimum
                        having count(*) > 1 and (not :reach or sum(p.amount) >= w.minimum)
                        order by p.partner, p.msisdn, p.wallet limit :limit""")
                .param("reach", reachMinimum)
                .param("partner", after.partner().value())
                .param("msisdn", after.msisdn())
                .param("wallet", after.wallet())
                .param("limit", limit)
                .query((row, n) -> new Group(new PartnerId(row.getLong(1)), row.getString(2), row.getString(3)))
                .list();
    }

    /**
     * Finds customers with small payouts under an old notation of their number, in index order. {@link #groups} misses
     * a customer with one payout under each of two notations. Pseudonyms of erased customers begin with 000 and are
     * left out.
     *
     * @param after the last group of the previous list
     */
    List<Group> groupsOfOldNotations(Group after, int limit) {
        return jdbc.sql("""
                        select distinct p.partner, p.msisdn, p.wallet
                        from payouts.payout p
                        where p.state = 'HELD' and p.reason = 'BELOW_WALLET_MINIMUM' and p.attempts = 0 and p.amount = trunc(p.amount)
                          and (p.partner, p.msisdn, p.wallet) > (:partner, :msisdn, :wallet)
                          and (p.msisdn like '0%' and p.msisdn not like :erased or p.msisdn like :trunk)
                        order by p.partner, p.msisdn, p.wallet limit :limit""")
                .param("partner", after.partner().value())
                .param("msisdn", after.msisdn())
                .param("wallet", after.wallet())
                .param("erased", Msisdn.ERASED + "%")
                .param("trunk", Msisdn.defaultCountry() + "0%")
                .param("limit", limit)
                .query((row, n) -> new Group(new PartnerId(row.getLong(1)), row.getString(2), row.getString(3)))
                .list();
    }

    /**
     * Locks the small payouts of a group under all notations of its number, the oldest first. Each notation has its own
     * query, because a query with an array of notations does not use the index of customers.
     */
    List<Small> lock(Group group, int limit) {
        return Msisdn.ofKept(group.msisdn()).spellings().stream()
                .flatMap(digits -> lock(group, digits, limit).stream())
                .sorted(Comparator.comparing(Small::id))
                .limit(limit)
                .toList();
    }

    private List<Small> lock(Group group, String msisdn, int limit) {
        return jdbc.sql("""
                        select id, amount, refusals, due_at,
                          not exists (select from payouts.item i where i.payout = p.id and i.kind in ('NETTING', 'ROUNDING')) as plain
                        from payouts.payout p
                        where partner = ? and msisdn = ? and wallet = ? and state = 'HELD' and reason = 'BELOW_WALLET_MINIMUM'
                          and attempts = 0 and amount = trunc(amount)
                        order by id limit ? for update""")
                .params(group.partner().value(), msisdn, group.wallet(), limit)
                .query((row, n) -> new Small(
                        row.getObject("id", UUID.class),
                        Money.rupiah(row.getBigDecimal("amount")),
                        row.getInt("refusals"),
                        row.getTimestamp("due_at").toInstant(),
                        row.getBoolean("plain")))
                .list();
    }

    /** The parts of these payouts. Purchases that are refunded in full are not in the result. */
    List<Part> parts(List<Small> payouts) {
        return jdbc.sql("""
                        select payout, purchase, min(reference) as reference, sum(amount) as amount from payouts.item
                        where payout = any(?) group by payout, purchase having sum(amount) <> 0 order by payout, min(position)""")
                .param(payouts.stream().map(Small::id).toArray(UUID[]::new))
                .query((row, n) -> new Part(
                        row.getObject("payout", UUID.class),
                        row.getObject("purchase", UUID.class),
                        row.getString("reference"),
                        Money.rupiah(row.getBigDecimal("amount"))))
                .list();
    }

    /** Moves the parts to another payout: a negative item in the old payout, a positive item in the new one. */
    void move(Pipeline writing, List<Part> parts, UUID into) {
        List<ItemRow> rows = new ArrayList<>();
        Map<UUID, Integer> places = new HashMap<>();
        for (Part part : parts) {
            rows.add(row(part, part.payout(), part.amount().negated(), places));
            rows.add(row(part, into, part.amount(), places));
        }
        writing.write(
                """
                insert into payouts.item (payout, position, kind, purchase, reference, amount)
                select n.payout, (select max(position) from payouts.item where payout = n.payout) + n.place, 'COLLECTED', n.purchase,
                  n.reference, n.amount
                from (select unnest(?::uuid[]) as payout, unnest(?::smallint[]) as place, unnest(?::uuid[]) as purchase,
                  unnest(?::text[]) as reference, unnest(?::numeric[]) as amount) as n""",
                Columns.of(rows)
                        .uuid(ItemRow::payout)
                        .smallint(ItemRow::place)
                        .uuid(row -> row.part().purchase())
                        .text(row -> row.part().reference())
                        .money(ItemRow::amount));
    }

    private static ItemRow row(Part part, UUID payout, Money amount, Map<UUID, Integer> places) {
        return new ItemRow(payout, places.merge(payout, 1, Integer::sum), part, amount);
    }

    /** Sets the amounts of locked payouts. */
    void setAmounts(Pipeline writing, Map<UUID, Money> amounts) {
        List<Map.Entry<UUID, Money>> rows = List.copyOf(amounts.entrySet());
        writing.write("""
                update payouts.payout p set amount = c.amount
                from (select unnest(?::uuid[]) as id, unnest(?::numeric[]) as amount) as c
                where p.id = c.id and p.state = 'HELD' and p.attempts = 0""", Columns.of(rows).uuid(Map.Entry::getKey).money(Map.Entry::getValue));
    }

    /**
     * Releases small payouts of at least these amounts, the smallest first.
     *
     * @param least the lowest amount to release, by wallet
     */
    int release(Map<String, Money> least, Instant now, int limit) {
        List<Map.Entry<String, Money>> rows = List.copyOf(least.entrySet());
        return jdbc.sql("""
                        update payouts.payout set state = 'PENDING', reason = null, due_at = ?
                        where state = 'HELD' and id in (
                          select p.id from unnest(?::text[], ?::numeric[]) as w (code, least) cross join lateral (
                            select id from payouts.payout
                            where state = 'HELD' and reason = 'BELOW_WALLET_MINIMUM' and wallet = w.code and amount >= w.least
                            order by amount limit ? for update skip locked) as p
                          limit ?)""")
                .param(Timestamp.from(now))
                .param(rows.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param(rows.stream().map(row -> row.getValue().decimal()).toArray(BigDecimal[]::new))
                .param(limit)
                .param(limit)
                .update();
    }
}
