package id.kezbek.payouts;

import id.kezbek.payouts.dispatch.DispatchBell;
import id.kezbek.payouts.records.HoldReason;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Accepts orders for payouts in the transaction of the purchase. Background loops send the payouts after the commit.
 */
@Component
public class PayoutOrders {

    private record Row(
            PayoutOrder order, Money amount, @Nullable HoldReason heldFor) {

        PayoutState state() {
            return PayoutOrders.firstState(heldFor);
        }

        @Nullable
        String reason() {
            return heldFor == null ? null : heldFor.name();
        }
    }

    private record ItemRow(UUID payout, int position, PayoutOrder.Item item) {}

    private final Wallets wallets;
    private final DispatchBell bell;

    PayoutOrders(Wallets wallets, DispatchBell bell) {
        this.wallets = wallets;
        this.bell = bell;
    }

    /** Adds the orders. A payout is HELD if it is not funded, or if it is below the wallet's minimum. */
    public void place(Pipeline pipeline, List<PayoutOrder> orders) {
        List<Row> rows = orders.stream().map(this::row).toList();
        pipeline.write(
                """
                insert into payouts.payout (id, partner, msisdn, wallet, amount, state, reason, due_at, created_at)
                select id, partner, msisdn, wallet, amount, state, reason, at, at
                from (select unnest(?::uuid[]) as id, unnest(?::bigint[]) as partner,
                  unnest(?::text[]) as msisdn, unnest(?::text[]) as wallet, unnest(?::numeric[]) as amount,
                  unnest(?::text[]) as state, unnest(?::text[]) as reason, unnest(?::timestamptz[]) as at) as ordered""",
                Columns.of(rows)
                        .uuid(row -> row.order().id())
                        .bigint(row -> row.order().partner().value())
                        .text(row -> row.order().msisdn().digits())
                        .text(row -> row.order().wallet())
                        .money(Row::amount)
                        .text(row -> row.state().name())
                        .text(Row::reason)
                        .timestamp(row -> row.order().at()));
        List<ItemRow> items = items(orders);
        pipeline.write(
                """
                insert into payouts.item (payout, position, kind, purchase, reference, amount)
                select payout, position, 'PURCHASE', purchase, reference, amount
                from (select unnest(?::uuid[]) as payout, unnest(?::smallint[]) as position,
                  unnest(?::uuid[]) as purchase, unnest(?::text[]) as reference, unnest(?::numeric[]) as amount) as ordered""",
                Columns.of(items)
                        .uuid(ItemRow::payout)
                        .smallint(ItemRow::position)
                        .uuid(row -> row.item().purchase())
                        .text(row -> row.item().reference())
                        .money(row -> row.item().amount()));
    }

    /** Call this method after the commit, so that this process sends the payouts before its next poll. */
    public void committed() {
        bell.ring();
    }

    /** The initial state of an order for this amount. */
    public PayoutState firstState(String wallet, Money amount, boolean isFunded) {
        return firstState(heldFor(wallet, amount, isFunded));
    }

    private static PayoutState firstState(@Nullable HoldReason heldFor) {
        return heldFor == null ? PayoutState.PENDING : PayoutState.HELD;
    }

    private @Nullable HoldReason heldFor(String wallet, Money amount, boolean isFunded) {
        if (!isFunded) {
            return HoldReason.FUNDING_SHORT;
        }
        return amount.below(wallets.require(wallet).minimum()) ? HoldReason.BELOW_WALLET_MINIMUM : null;
    }

    private Row row(PayoutOrder order) {
        Money amount = order.amount();
        return new Row(order, amount, heldFor(order.wallet(), amount, order.isFunded()));
    }

    private static List<ItemRow> items(List<PayoutOrder> orders) {
        List<ItemRow> rows = new ArrayList<>(orders.size());
        for (PayoutOrder order : orders) {
            for (int position = 0; position < order.items().size(); position++) {
                rows.add(new ItemRow(order.id(), position, order.items().get(position)));
            }
        }
        return rows;
    }
}
