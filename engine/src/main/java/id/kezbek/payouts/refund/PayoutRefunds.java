package id.kezbek.payouts.refund;

import id.kezbek.payouts.RefundState;
import id.kezbek.payouts.RefundedPayouts.Order;
import id.kezbek.payouts.RefundedPayouts.Seen;
import id.kezbek.payouts.callback.Callbacks;
import id.kezbek.payouts.reading.PayoutItems;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of refunds: the amounts that refunds take back from payouts, and the amounts that customers owe. */
@Component
public class PayoutRefunds {

    /**
     * A partner's customer. A refund is set off in payouts to any wallet. Otherwise a customer could avoid the
     * deduction with another wallet.
     */
    record Customer(long partner, Msisdn msisdn) implements Comparable<Customer> {

        static Customer of(Payouts.Due payout) {
            return new Customer(payout.partner().value(), payout.msisdn());
        }

        @Override
        public int compareTo(Customer other) {
            int byPartner = Long.compare(partner, other.partner);
            return byPartner == 0 ? msisdn.compareTo(other.msisdn) : byPartner;
        }
    }

    /**
     * One notation of a customer's number. An earlier version stored payouts, and so their refunds, with other
     * notations.
     */
    private record Notation(Customer customer, String digits) {}

    /**
     * A part of a refund that waits until its payout has ended.
     *
     * @param whole the amount of the whole refund
     */
    record Waiting(UUID id, UUID refund, UUID payout, UUID purchase, PartnerId partner, Money amount, Money whole) {}

    /**
     * A refund that a customer owes.
     *
     * @param reference the partner's reference of the refunded purchase
     */
    record Owing(UUID id, UUID purchase, String reference, Money open) {}

    /** An amount that is set off against a refund. */
    record SetOff(Owing refund, Money amount) {

        Money left() {
            return refund.open().minus(amount);
        }

        RefundState state() {
            return left().isPositive() ? RefundState.OWED : RefundState.NETTED;
        }
    }

    /**
     * The amount that a customer had already got when a purchase was refunded.
     *
     * @param open the amount that the customer still owes
     * @param writtenOff the amount that people wrote off
     */
    record Claimed(UUID id, UUID purchase, RefundState state, Money owed, Money open, Money writtenOff) {

        /**
         * True if an earlier version wrote off the refund without storing the amount, and the ledger does not contain
         * the amount either.
         */
        boolean lacksWrittenOff() {
            return state == RefundState.WRITTEN_OFF && !writtenOff.isPositive();
        }

        /**
         * The amount that the customer owes, or that the partner or Kezbek bears. The remaining part was set off in
         * later payouts.
         */
        Money undoable() {
            return switch (state) {
                case OWED -> open;
                case WRITTEN_OFF -> writtenOff;
                case ABSORBED_BY_PARTNER, ABSORBED_BY_OPERATOR -> owed;
                case WAITING, RETURNED, NETTED -> Money.ZERO;
            };
        }

        /** The same refund, as if the customer had not got this part. */
        Claimed without(Money part) {
            Money left = undoable().minus(part);
            Money rest = owed.minus(part);
            RefundState next = rest.isPositive() ? RefundState.NETTED : RefundState.RETURNED;
            return new Claimed(
                    id,
                    purchase,
                    left.isPositive() ? state : next,
                    rest,
                    state == RefundState.OWED ? left : Money.ZERO,
                    state == RefundState.WRITTEN_OFF ? left : Money.ZERO);
        }
    }

    private static final String WAITING = """
            select r.id, coalesce(r.refund, r.id) as refund, r.payout, r.purchase, r.partner, r.amount,
              (select sum(w.amount) from payouts.refund w
               where w.purchase = r.purchase and coalesce(w.refund, w.id) = coalesce(r.refund, r.id)) as whole""";

    /** The maximum number of refunds that one claim sets off for each notation of a customer's number. */
    private static final int SET_OFF_MAX = 100;

    private final JdbcClient jdbc;

    PayoutRefunds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The amounts that the payouts of a purchase still pay for this purchase after earlier refunds, the oldest payout
     * first. The result is empty if the purchase has no payout.
     */
    Map<UUID, Money> leftInPayouts(UUID purchase) {
        Map<UUID, Money> left = new LinkedHashMap<>();
        jdbc.sql("""
                        select i.payout, sum(i.amount) - coalesce((
                          select sum(r.amount) from payouts.refund r where r.purchase = :purchase and r.payout = i.payout), 0)
                        from payouts.item i join payouts.payout p on p.id = i.payout
                        where i.purchase = :purchase
                        """ + PayoutItems.THAT_PAY_PURCHASES + PayoutItems.NOT_COLLECTED_AWAY + """
                        group by i.payout order by i.payout""")
                .param("purchase", purchase)
                .query(row -> {
                    left.put(row.getObject(1, UUID.class), Money.rupiah(row.getBigDecimal(2)));
                });
        return left;
    }

    /** The amount that a payout pays for all its purchases, minus the amounts that decided refunds took back. */
    Money leftInPayout(UUID payout) {
        return Money.rupiah(jdbc.sql("""
                        select (select coalesce(sum(i.amount), 0) from payouts.item i where i.payout = :payout
                        """ + PayoutItems.THAT_PAY_PURCHASES + """
                        ) - (select coalesce(sum(r.amount), 0) from payouts.refund r
                             where r.payout = :payout and r.state <> 'WAITING')""")
                .param("payout", payout)
                .query(BigDecimal.class)
                .single());
    }

    /**
     * Stores the part of a refund that is taken from one payout, with its first effect.
     *
     * @param row the id of the row; for a refund's first part, the refund's id
     */
    void add(UUID row, Order order, Money part, UUID payout, Seen seen) {
        int added = jdbc.sql("""
                        insert into payouts.refund (id, refund, payout, purchase, reference, partner, msisdn, wallet, amount, state, owed,
                          open, recorded_at, ended_at)
                        select ?::uuid, ?::uuid, p.id, i.purchase, i.reference, p.partner, p.msisdn, p.wallet, ?::numeric, ?::text,
                          ?::numeric, ?::numeric, ?::timestamptz, ?::timestamptz
                        from payouts.payout p cross join lateral (
                          select i.purchase, i.reference from payouts.item i
                          where i.payout = p.id and i.purchase = ? and i.amount > 0
                          """ + PayoutItems.THAT_PAY_PURCHASES + """
                          order by position limit 1) i
                        where p.id = ?""")
                .param(row)
                .param(row.equals(order.refund()) ? null : order.refund())
                .param(part.decimal())
                .param(seen.state().name())
                .param(seen.owed().decimal())
                .param(seen.open().decimal())
                .param(Timestamp.from(order.at()))
                .param(endedAt(seen, order.at()))
                .param(order.purchase())
                .param(payout)
                .update();
        requireOne(added, row);
    }

    /** Stores the effect of a refund that had to wait. */
    void settle(UUID refund, Seen seen, Instant now) {
        requireOne(
                jdbc.sql("""
                        update payouts.refund set state = ?, owed = ?, open = ?, ended_at = ? where id = ? and state = 'WAITING'""")
                        .param(seen.state().name())
                        .param(seen.owed().decimal())
                        .param(seen.open().decimal())
                        .param(endedAt(seen, now))
                        .param(refund)
                        .update(),
                refund);
    }

    /**
     * The part of the purchase's other refunds that the partner or Kezbek bears. Earlier refunds that wait for their
     * payout are included, because they are decided first.
     */
    Money absorbedBefore(Order order) {
        return Money.rupiah(jdbc.sql("""
                        select coalesce(sum(case when state = 'WAITING' then amount else owed end), 0) from payouts.refund
                        where purchase = :purchase and coalesce(refund, id) <> :order
                          and (state in ('ABSORBED_BY_PARTNER', 'ABSORBED_BY_OPERATOR')
                            or state = 'WAITING' and coalesce(refund, id) < :order)""")
                .param("purchase", order.purchase())
                .param("order", order.refund())
                .query(BigDecimal.class)
                .single());
    }

    /** The part of a payout that the customer had already got when the purchases were refunded. */
    Money claimed(UUID payout) {
        return Money.rupiah(jdbc.sql("select coalesce(sum(owed), 0) from payouts.refund where payout = ?")
                .param(payout)
                .query(BigDecimal.class)
                .single());
    }

    /**
     * A payout's refunds of amounts that the customer had already got, the oldest first. If an earlier version did not
     * store the amount that people wrote off, the amount is read from the ledger.
     */
    List<Claimed> claimedOf(UUID payout, boolean locking) {
        return jdbc.sql("""
                        select id, purchase, state, owed, open,
                          case when state = 'WRITTEN_OFF' and written_off = 0 then (
                            select coalesce(sum(l.amount), 0)
                            from ledger.lines_between(array['WRITE_OFF'], null, r.ended_at - interval '1 second',
                              r.ended_at + interval '1 second') l
                            where l.subject = r.id) else written_off end as written_off
                        from payouts.refund r
                        where payout = ? and owed > 0 order by id""" + (locking ? " for update" : ""))
                .param(payout)
                .query((row, n) -> new Claimed(
                        row.getObject("id", UUID.class),
                        row.getObject("purchase", UUID.class),
                        RefundState.valueOf(row.getString("state")),
                        Money.rupiah(row.getBigDecimal("owed")),
                        Money.rupiah(row.getBigDecimal("open")),
                        Money.rupiah(row.getBigDecimal("written_off"))))
                .list();
    }

    /** Stores what remains of locked refunds after a part was undone. */
    void undo(List<Claimed> left, Instant now) {
        for (Claimed refund : left) {
            requireOne(
                    jdbc.sql("""
                            update payouts.refund set state = ?, owed = ?, open = ?, written_off = ?, ended_at = coalesce(ended_at, ?)
                            where id = ?""")
                            .param(refund.state().name())
                            .param(refund.owed().decimal())
                            .param(refund.open().decimal())
                            .param(refund.writtenOff().decimal())
                            .param(refund.state().isEnd() ? Timestamp.from(now) : null)
                            .param(refund.id())
                            .update(),
                    refund.id());
        }
    }

    Optional<Waiting> lockWaiting(UUID refund) {
        return jdbc.sql(WAITING + " from payouts.refund r where r.id = ? and r.state = 'WAITING' for update of r")
                .param(refund)
                .query((row, n) -> waiting(row))
                .optional();
    }

    /** Refunds that had to wait and can now be settled, the oldest first. */
    List<Waiting> settleable(int limit) {
        return jdbc.sql(WAITING + """
                         from payouts.refund r cross join lateral (select * from payouts.payout where id = r.payout) p
                        where r.state = 'WAITING'
                          and (p.state in ('PAID', 'CANCELLED')
                            or p.state in ('HELD', 'PENDING', 'ATTENTION') and r.amount >= p.amount
                              and not
                        """ + Callbacks.paidAfterAll("p.id") + """
                        )
                          and not exists (select from payouts.attempt a where a.payout = p.id and a.state in ('SENDING', 'UNKNOWN'))
                        order by r.id limit ?""")
                .param(limit)
                .query((row, n) -> waiting(row))
                .list();
    }

    /** Locks the refunds that these customers owe under any notation of their numbers, the oldest first. */
    Map<Customer, List<Owing>> lockOwed(Pipeline pipeline, Collection<Customer> customers) {
        Map<Customer, List<Owing>> owed = new LinkedHashMap<>();
        List<Notation> asked = customers.stream()
                .distinct()
                .sorted()
                .flatMap(customer ->
                        customer.msisdn().spellings().stream().map(digits -> new Notation(customer, digits)))
                .toList();
        pipeline.select(
                """
                select asked.partner, asked.customer, r.id, r.purchase, r.reference, r.open
                from (select unnest(?::bigint[]) as partner, unnest(?::text[]) as customer, unnest(?::text[]) as msisdn) as asked
                cross join lateral (
                  select * from payouts.refund
                  where partner = asked.partner and msisdn = asked.msisdn and state = 'OWED'
                  order by id limit %d for update) r""".formatted(SET_OFF_MAX),
                Columns.of(asked)
                        .bigint(notation -> notation.customer().partner())
                        .text(notation -> notation.customer().msisdn().digits())
                        .text(Notation::digits),
                row -> {
                    Customer customer = new Customer(row.getLong(1), new Msisdn(row.getString(2)));
                    List<Owing> owing = owed.computeIfAbsent(customer, none -> new ArrayList<>());
                    owing.add(new Owing(
                            row.getObject(3, UUID.class),
                            row.getObject(4, UUID.class),
                            row.getString(5),
                            Money.rupiah(row.getBigDecimal(6))));
                    owing.sort(Comparator.comparing(Owing::id));
                });
        return owed;
    }

    /** Adds to the pipeline the new open amounts of locked refunds. */
    void setOff(Pipeline pipeline, List<SetOff> setOff, Instant now) {
        pipeline.write(
                """
                update payouts.refund r set open = c.open, state = c.state, ended_at = c.ended_at
                from (select unnest(?::uuid[]) as id, unnest(?::numeric[]) as open, unnest(?::text[]) as state,
                  unnest(?::timestamptz[]) as ended_at) as c
                where r.id = c.id and r.state = 'OWED'""",
                Columns.of(setOff)
                        .uuid(one -> one.refund().id())
                        .money(SetOff::left)
                        .text(one -> one.state().name())
                        .timestamp(one -> one.state() == RefundState.NETTED ? now : null));
    }

    public Map<UUID, Seen> of(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        select coalesce(refund, id), state, owed, open from payouts.refund where id = any(:ids) or refund = any(:ids)""")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, n) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new Seen(
                                RefundState.valueOf(row.getString(2)),
                                Money.rupiah(row.getBigDecimal(3)),
                                Money.rupiah(row.getBigDecimal(4)))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue, Seen::and));
    }

    private static @Nullable Timestamp endedAt(Seen seen, Instant now) {
        return seen.state().isEnd() ? Timestamp.from(now) : null;
    }

    private static void requireOne(int rows, UUID refund) {
        if (rows != 1) {
            throw new IllegalStateException("Refund " + Ids.text(refund) + " was not written");
        }
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getObject("id", UUID.class),
                row.getObject("refund", UUID.class),
                row.getObject("payout", UUID.class),
                row.getObject("purchase", UUID.class),
                new PartnerId(row.getLong("partner")),
                Money.rupiah(row.getBigDecimal("amount")),
                Money.rupiah(row.getBigDecimal("whole")));
    }
}
