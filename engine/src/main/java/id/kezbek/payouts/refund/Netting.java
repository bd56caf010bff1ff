package id.kezbek.payouts.refund;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.pricing.Tariffs;
import id.kezbek.payouts.records.PayoutChange;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.payouts.refund.PayoutRefunds.Customer;
import id.kezbek.payouts.refund.PayoutRefunds.Owing;
import id.kezbek.payouts.refund.PayoutRefunds.SetOff;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Deducts refunds that a customer owes from the customer's payouts, immediately before a payout is sent for the first
 * time. A payout with an attempt keeps its amount, because it may become known later that the attempt was paid.
 */
@Component
public class Netting {

    /** The state reason of a payout whose whole amount was set off. */
    static final String NETTED = "NETTED";

    private static final CrashPoint WRITTEN =
            CrashPoint.named("payouts.netted", "refunds are set off in claimed payouts, but nothing is committed");

    private record Netted(Payouts.Due payout, Money amount, List<SetOff> setOff) {

        Money left() {
            return payout.amount().minus(amount);
        }
    }

    private record ItemRow(UUID payout, SetOff setOff, int place) {}

    private final PayoutRefunds refunds;
    private final Payouts payouts;
    private final PartnerDirectory partners;
    private final Wallets wallets;
    private final Tariffs tariffs;
    private final Ledger ledger;
    private final Facts facts;
    private final Ids ids;
    private final JdbcTemplate jdbc;

    Netting(
            PayoutRefunds refunds,
            Payouts payouts,
            PartnerDirectory partners,
            Wallets wallets,
            Tariffs tariffs,
            Ledger ledger,
            Facts facts,
            Ids ids,
            JdbcTemplate jdbc) {
        this.refunds = refunds;
        this.payouts = payouts;
        this.partners = partners;
        this.wallets = wallets;
        this.tariffs = tariffs;
        this.ledger = ledger;
        this.facts = facts;
        this.ids = ids;
        this.jdbc = jdbc;
    }

    /**
     * Sets off refunds in claimed payouts, in the transaction of the claim.
     *
     * @return the payouts that are still to be sent, with their remaining amounts
     */
    public List<Payouts.Due> net(List<Payouts.Due> due, Instant now) {
        List<Payouts.Due> first =
                due.stream().filter(payout -> payout.attempts() == 0).toList();
        if (first.isEmpty()) {
            return due;
        }
        Pipeline reading = new Pipeline();
        Map<Customer, List<Owing>> owed =
                refunds.lockOwed(reading, first.stream().map(Customer::of).toList());
        reading.run(jdbc);
        if (owed.isEmpty()) {
            return due;
        }
        Map<UUID, Netted> netted = new HashMap<>();
        for (Payouts.Due payout : first) {
            Netted one = netted(payout, owed.getOrDefault(Customer.of(payout), List.of()), now);
            if (one.amount().isPositive()) {
                netted.put(payout.id(), one);
                owed.put(Customer.of(payout), after(owed.getOrDefault(Customer.of(payout), List.of()), one));
            }
        }
        if (!netted.isEmpty()) {
            write(List.copyOf(netted.values()), now);
            WRITTEN.reached();
        }
        return due.stream()
                .map(payout -> netted.containsKey(payout.id())
                        ? payout.of(netted.get(payout.id()).left())
                        : payout)
                .filter(payout -> payout.amount().isPositive())
                .toList();
    }

    private Netted netted(Payouts.Due payout, List<Owing> owed, Instant now) {
        Money left = setOff(
                payout.amount(),
                owed.stream().map(Owing::open).reduce(Money.ZERO, Money::plus),
                leastToSend(payout, now));
        Money amount = left;
        List<SetOff> parts = new ArrayList<>();
        for (Owing refund : owed) {
            Money part = refund.open().min(left);
            if (part.isPositive()) {
                parts.add(new SetOff(refund, part));
                left = left.minus(part);
            }
        }
        return new Netted(payout, amount, parts);
    }

    /**
     * The minimum of the amount that remains to be sent: normally the wallet's minimum. On the day of small amounts,
     * lower payouts are sent too. For such a payout, the lowest amount that a provider accepts is the minimum.
     */
    private Money leastToSend(Payouts.Due payout, Instant now) {
        Money minimum = wallets.require(payout.wallet()).minimum();
        return payout.amount().atLeast(minimum)
                ? minimum
                : tariffs.leastAmounts(now).getOrDefault(payout.wallet(), minimum);
    }

    /**
     * The amount to set off. The amount that remains to be sent is 0 or at least the minimum. If that is not possible,
     * nothing is set off.
     */
    static Money setOff(Money amount, Money owed, Money minimum) {
        Money most = amount.min(owed);
        Money left = amount.minus(most);
        if (!left.isPositive() || left.atLeast(minimum)) {
            return most;
        }
        return amount.atLeast(minimum) ? amount.minus(minimum) : Money.ZERO;
    }

    private static List<Owing> after(List<Owing> owed, Netted netted) {
        Map<UUID, Money> left = new HashMap<>();
        netted.setOff().forEach(part -> left.put(part.refund().id(), part.left()));
        return owed.stream()
                .map(refund -> new Owing(
                        refund.id(),
                        refund.purchase(),
                        refund.reference(),
                        left.getOrDefault(refund.id(), refund.open())))
                .toList();
    }

    private void write(List<Netted> netted, Instant now) {
        Pipeline writing = new Pipeline();
        writing.write("""
                update payouts.payout p set amount = c.amount
                from (select unnest(?::uuid[]) as id, unnest(?::numeric[]) as amount) as c
                where p.id = c.id and p.state = 'PENDING' and p.attempts = 0""", Columns.of(netted).uuid(one -> one.payout().id()).money(Netted::left));
        addItems(writing, netted);
        payouts.change(
                writing,
                netted.stream()
                        .filter(one -> !one.left().isPositive())
                        .map(one -> inFull(one.payout(), now))
                        .toList());
        refunds.setOff(writing, latest(netted), now);
        ledger.post(writing, netted.stream().map(one -> movement(one, now)).toList());
        facts.append(writing, netted.stream().map(one -> fact(one, now)).toList());
        writing.run(jdbc);
    }

    private static void addItems(Pipeline writing, List<Netted> netted) {
        List<ItemRow> rows = new ArrayList<>();
        for (Netted one : netted) {
            for (int place = 0; place < one.setOff().size(); place++) {
                rows.add(new ItemRow(one.payout().id(), one.setOff().get(place), place + 1));
            }
        }
        writing.write(
                """
                insert into payouts.item (payout, position, kind, purchase, reference, amount)
                select n.payout, (select max(position) from payouts.item where payout = n.payout) + n.place, 'NETTING', n.purchase,
                  n.reference, n.amount
                from (select unnest(?::uuid[]) as payout, unnest(?::smallint[]) as place, unnest(?::uuid[]) as purchase,
                  unnest(?::text[]) as reference, unnest(?::numeric[]) as amount) as n""",
                Columns.of(rows)
                        .uuid(ItemRow::payout)
                        .smallint(ItemRow::place)
                        .uuid(row -> row.setOff().refund().purchase())
                        .text(row -> row.setOff().refund().reference())
                        .money(row -> row.setOff().amount().negated()));
    }

    /**
     * One refund may be set off in two payouts of a customer. Then only the last open amount of the refund is written.
     */
    private static List<SetOff> latest(List<Netted> netted) {
        Map<UUID, SetOff> latest = new HashMap<>();
        netted.forEach(one -> one.setOff()
                .forEach(part -> latest.merge(
                        part.refund().id(), part, (before, now) -> now.left().below(before.left()) ? now : before)));
        return List.copyOf(latest.values());
    }

    private static PayoutChange inFull(Payouts.Due payout, Instant now) {
        return new PayoutChange(
                payout.id(),
                PayoutState.PENDING,
                PayoutState.CANCELLED,
                NETTED,
                null,
                payout.attempts(),
                payout.refusals(),
                payout.dueAt(),
                now);
    }

    private Movement movement(Netted one, Instant now) {
        return new Movement(
                ids.next(),
                MovementKind.NETTING,
                one.payout().id(),
                Account.own(AccountKind.CUSTOMER_PAYABLE),
                Account.ofPartner(AccountKind.CLAWBACK, code(one.payout())),
                one.amount(),
                now);
    }

    private Fact fact(Netted one, Instant now) {
        return Fact.of(
                new PayoutEvent.Netted(
                        one.payout().partner(),
                        code(one.payout()),
                        one.payout().wallet(),
                        one.amount(),
                        AccountKind.CLAWBACK),
                one.payout().id(),
                now);
    }

    private String code(Payouts.Due payout) {
        return partners.find(payout.partner()).orElseThrow().code();
    }
}
