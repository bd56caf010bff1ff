package id.kezbek.cashback.web;

import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.PurchaseRecord;
import id.kezbek.cashback.history.PurchaseArchive;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.refund.Refund;
import id.kezbek.cashback.refund.Refunds;
import id.kezbek.cashback.refund.TakenBack;
import id.kezbek.cashback.web.TransactionAnswer.Refunded;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.PayoutOrders;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PurchasePayouts;
import id.kezbek.payouts.PurchasePayouts.Glance;
import id.kezbek.payouts.RefundedPayouts;
import id.kezbek.payouts.RefundedPayouts.Seen;
import id.kezbek.shared.Money;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Builds responses from purchases, partners' codes and payouts. */
@Component
class Answers {

    private final PurchaseArchive archive;
    private final PurchasePayouts payouts;
    private final PayoutOrders orders;
    private final Refunds refunds;
    private final RefundedPayouts refundedPayouts;
    private final PartnerDirectory partners;

    Answers(
            PurchaseArchive archive,
            PurchasePayouts payouts,
            PayoutOrders orders,
            Refunds refunds,
            RefundedPayouts refundedPayouts,
            PartnerDirectory partners) {
        this.archive = archive;
        this.payouts = payouts;
        this.orders = orders;
        this.refunds = refunds;
        this.refundedPayouts = refundedPayouts;
        this.partners = partners;
    }

    /**
     * The response to a purchase that was just accepted. The payout is still in its first state, so no query is needed.
     */
    TransactionAnswer accepted(Purchase purchase, Acceptance.Accepted accepted) {
        PurchaseRecord record = PurchaseRecord.of(purchase, accepted);
        UUID payout = accepted.payout();
        return TransactionAnswer.of(
                record,
                code(record),
                payout == null
                        ? List.of()
                        : List.of(new Glance(
                                payout,
                                orders.firstState(purchase.wallet(), record.payable(), accepted.isFunded()),
                                record.payable())),
                null);
    }

    List<TransactionAnswer> of(List<PurchaseRecord> records) {
        List<UUID> ids = records.stream().map(PurchaseRecord::id).toList();
        Map<UUID, List<Glance>> paying = payouts.of(ids);
        Map<UUID, Refunded> refunded = refunded(ids);
        return records.stream()
                .map(record -> TransactionAnswer.of(
                        record, code(record), paying.getOrDefault(record.id(), List.of()), refunded.get(record.id())))
                .toList();
    }

    /** The purchases with a payout in this state. If a payout was split, only the original payout is compared. */
    List<PurchaseRecord> inState(List<PurchaseRecord> records, PayoutState state) {
        Map<UUID, List<Glance>> paying =
                payouts.of(records.stream().map(PurchaseRecord::id).toList());
        return records.stream()
                .filter(record -> paying.getOrDefault(record.id(), List.of()).stream()
                        .limit(1)
                        .anyMatch(payout -> payout.state() == state))
                .toList();
    }

    TransactionAnswer of(PurchaseRecord record) {
        return of(List.of(record)).getFirst();
    }

    /** The responses for earlier purchases, with the current states of their payouts. */
    Map<UUID, TransactionAnswer> repeated(Collection<UUID> ids) {
        List<UUID> distinct = ids.stream().distinct().toList();
        Map<UUID, PurchaseRecord> records = archive.findAll(distinct);
        Map<UUID, List<Glance>> paying = payouts.of(distinct);
        Map<UUID, Refunded> refunded = refunded(distinct);
        return distinct.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), id -> {
            PurchaseRecord record = records.get(id);
            if (record == null) {
                throw new IllegalStateException("A used reference has no purchase");
            }
            return TransactionAnswer.of(record, code(record), paying.getOrDefault(id, List.of()), refunded.get(id));
        }));
    }

    TransactionAnswer repeated(UUID id) {
        return Objects.requireNonNull(repeated(List.of(id)).get(id));
    }

    /** A copy of the response with the current states of the payouts. */
    TransactionAnswer now(TransactionAnswer decided, UUID purchase) {
        List<Glance> now = payouts.of(List.of(purchase)).getOrDefault(purchase, List.of());
        return now.isEmpty() ? decided : decided.withPayouts(now);
    }

    private Map<UUID, Refunded> refunded(Collection<UUID> purchases) {
        Map<UUID, List<Refund>> found = refunds.of(purchases);
        Map<UUID, Seen> seen = refundedPayouts.of(
                found.values().stream().flatMap(List::stream).map(Refund::id).toList());
        return found.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> Refunded.of(
                                TakenBack.of(entry.getValue()),
                                entry.getValue().stream()
                                        .map(refund -> seen.getOrDefault(refund.id(), Seen.NOTHING)
                                                .open())
                                        .reduce(Money.ZERO, Money::plus))));
    }

    private String code(PurchaseRecord record) {
        return partners.find(record.purchase().partner()).map(Partner::code).orElse("");
    }
}
