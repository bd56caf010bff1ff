package id.kezbek.payouts.splitting;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.pricing.Tariffs;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Splits claimed payouts that are too high for one order, immediately before the payouts are sent for the first time.
 * The payout keeps the first part; each other part becomes a separate payout. A payout with an attempt keeps its
 * amount, because it may become known later that the attempt was paid.
 */
@Component
public class SplitPayouts {

    private static final CrashPoint WRITTEN = CrashPoint.named(
            "payouts.split", "claimed payouts that are too high for one order are split, but nothing is committed");

    /** A purchase that a payout pays. */
    private record Purchase(UUID payout, UUID id, String reference) {}

    /** @param purchase the only purchase that the payout pays */
    private record Split(Payouts.Due payout, Purchase purchase, List<Part> parts) {

        /** The total of the other parts; the payout keeps the remaining amount. */
        Money moved() {
            return parts.stream().map(Part::amount).reduce(Money.ZERO, Money::plus);
        }

        Payouts.Due left() {
            return payout.of(payout.amount().minus(moved()));
        }
    }

    private record Part(UUID id, Money amount) {}

    private record PartRow(Split split, Part part) {}

    private final Wallets wallets;
    private final Tariffs tariffs;
    private final Facts facts;
    private final Ids ids;
    private final JdbcTemplate jdbc;
    private final PayoutSettings settings;

    SplitPayouts(Wallets wallets, Tariffs tariffs, Facts facts, Ids ids, JdbcTemplate jdbc, PayoutSettings settings) {
        this.wallets = wallets;
        this.tariffs = tariffs;
        this.facts = facts;
        this.ids = ids;
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * Splits claimed payouts in the transaction of the claim. The other parts become due at once, for the next claim.
     *
     * @return the payouts with their remaining amounts
     */
    public List<Payouts.Due> split(List<Payouts.Due> due, Instant now) {
        Map<UUID, List<Money>> amounts = new HashMap<>();
        for (Payouts.Due payout : due) {
            List<Money> parts = mayBeSplit(payout)
                    ? tariffs.limits(wallets.require(payout.wallet()), now).parts(payout.amount())
                    : List.of();
            if (!parts.isEmpty()) {
                amounts.put(payout.id(), parts);
            }
        }
        if (amounts.isEmpty()) {
            return due;
        }
        Map<UUID, Purchase> purchases = onlyPurchases(amounts.keySet());
        Map<UUID, Split> splits = new HashMap<>();
        for (Payouts.Due payout : due) {
            Purchase purchase = purchases.get(payout.id());
            if (purchase != null) {
                splits.put(
                        payout.id(),
                        new Split(payout, purchase, otherParts(amounts.getOrDefault(payout.id(), List.of()))));
            }
        }
        if (!splits.isEmpty()) {
            write(List.copyOf(splits.values()), now);
            WRITTEN.reached();
        }
        return due.stream()
                .map(payout -> splits.containsKey(payout.id())
                        ? splits.get(payout.id()).left()
                        : payout)
                .toList();
    }

    /** A payout is not split if it was already tried, or if staff must decide about it because of its phone number. */
    private boolean mayBeSplit(Payouts.Due payout) {
        return settings.splitHighPayouts()
                && payout.attempts() == 0
                && payout.msisdn().isCanonical()
                && !payout.msisdn().isErased();
    }

    private List<Part> otherParts(List<Money> amounts) {
        return amounts.stream()
                .skip(1)
                .map(amount -> new Part(ids.next(), amount))
                .toList();
    }

    /** The purchase of each payout that pays exactly one purchase. */
    private Map<UUID, Purchase> onlyPurchases(Collection<UUID> payouts) {
        Map<UUID, Purchase> purchases = new HashMap<>();
        Set<UUID> several = new HashSet<>();
        new Pipeline()
                .select("""
                        select payout, purchase, min(reference) from payouts.item
                        where payout = any(?::uuid[]) and kind in ('PURCHASE', 'COLLECTED', 'REFUND', 'SPLIT')
                        group by payout, purchase having sum(amount) > 0""", Columns.of(List.copyOf(payouts)).uuid(id -> id), row -> {
                    Purchase purchase =
                            new Purchase(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3));
                    if (purchases.put(purchase.payout(), purchase) != null) {
                        several.add(purchase.payout());
                    }
                })
                .run(jdbc);
        purchases.keySet().removeAll(several);
        return purchases;
    }

    private void write(List<Split> splits, Instant now) {
        List<PartRow> parts = splits.stream()
                .flatMap(split -> split.parts().stream().map(part -> new PartRow(split, part)))
                .toList();
        Pipeline writing = new Pipeline();
        writing.write(
                """
                update payouts.payout p set amount = c.amount
                from (select unnest(?::uuid[]) as id, unnest(?::numeric[]) as amount) as c
                where p.id = c.id and p.state = 'PENDING' and p.attempts = 0""",
                Columns.of(splits)
                        .uuid(split -> split.payout().id())
                        .money(split -> split.left().amount()));
        addPayouts(writing, parts, now);
        addItems(writing, splits, parts);
        facts.append(
                writing,
                parts.stream()
                        .map(row -> Fact.of(
                                new PayoutEvent.Split(
                                        row.split().payout().partner(),
                                        Ids.text(row.part().id()),
                                        row.split().payout().wallet(),
                                        row.part().amount()),
                                row.split().payout().id(),
                                now))
                        .toList());
        writing.run(jdbc);
    }

    /** A part gets the creation time of the payout, so that sums of earlier days do not change. */
    private static void addPayouts(Pipeline writing, List<PartRow> parts, Instant now) {
        writing.write(
                """
                insert into payouts.payout (id, partner, msisdn, wallet, amount, state, due_at, created_at, owed_since)
                select n.id, p.partner, p.msisdn, p.wallet, n.amount, 'PENDING', n.due_at, p.created_at, p.owed_since
                from (select unnest(?::uuid[]) as id, unnest(?::uuid[]) as payout, unnest(?::numeric[]) as amount,
                  unnest(?::timestamptz[]) as due_at) as n
                join payouts.payout p on p.id = n.payout""",
                Columns.of(parts)
                        .uuid(row -> row.part().id())
                        .uuid(row -> row.split().payout().id())
                        .money(row -> row.part().amount())
                        .timestamp(row -> now));
    }

    private record ItemRow(UUID payout, Purchase purchase, Money amount) {}

    /**
     * The payout gets one negative item, and each part gets a positive item. So each payout's amount remains the sum of
     * its items.
     */
    private static void addItems(Pipeline writing, List<Split> splits, List<PartRow> parts) {
        List<ItemRow> rows = new ArrayList<>();
        splits.forEach(split -> rows.add(
                new ItemRow(split.payout().id(), split.purchase(), split.moved().negated())));
        parts.forEach(row -> rows.add(
                new ItemRow(row.part().id(), row.split().purchase(), row.part().amount())));
        writing.write(
                """
                insert into payouts.item (payout, position, kind, purchase, reference, amount)
                select n.payout, coalesce((select max(position) + 1 from payouts.item where payout = n.payout), 0), 'SPLIT',
                  n.purchase, n.reference, n.amount
                from (select unnest(?::uuid[]) as payout, unnest(?::uuid[]) as purchase, unnest(?::text[]) as reference,
                  unnest(?::numeric[]) as amount) as n""",
                Columns.of(rows)
                        .uuid(ItemRow::payout)
                        .uuid(row -> row.purchase().id())
                        .text(row -> row.purchase().reference())
                        .money(ItemRow::amount));
    }
}
