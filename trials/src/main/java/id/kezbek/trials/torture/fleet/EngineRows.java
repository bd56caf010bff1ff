package id.kezbek.trials.torture.fleet;

import id.kezbek.trials.torture.calls.Asked;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The engine's records, from its tables: the second of the three records. Partners are identified by their codes.
 *
 * @param acceptedFacts the number of acceptance events of each purchase
 * @param unknowns how often the result of each attempt was unknown
 * @param funding each partner's available funds, from its slots
 * @param postpaid the codes of the postpaid partners
 * @param maxima the highest amount of one order to each wallet
 */
public record EngineRows(
        List<Purchase> purchases,
        List<Reference> references,
        List<Payout> payouts,
        List<Item> items,
        List<Refund> refunds,
        List<Attempt> attempts,
        List<Line> lines,
        List<Member> members,
        List<TopUp> topUps,
        List<Email> emails,
        Map<UUID, Integer> acceptedFacts,
        long unknowns,
        Map<String, BigDecimal> funding,
        List<String> postpaid,
        List<Map.Entry<String, BigDecimal>> maxima) {

    public record Purchase(
            UUID id,
            String partner,
            String reference,
            String msisdn,
            @Nullable String email,
            String wallet,
            int quantity,
            BigDecimal amount,
            BigDecimal cashback,
            BigDecimal reward,
            String tier,
            int recurring,
            int entry,
            Instant at) {

        public Asked.Key key() {
            return new Asked.Key(partner, reference);
        }

        public String customer() {
            return partner + " " + msisdn;
        }

        public BigDecimal payable() {
            return cashback.add(reward);
        }
    }

    public record Reference(String partner, String reference, UUID purchase) {}

    public record Payout(
            UUID id,
            String partner,
            String msisdn,
            String wallet,
            BigDecimal amount,
            String state,
            @Nullable String reason) {

        public String customer() {
            return partner + " " + msisdn;
        }
    }

    public record Item(UUID payout, String kind, UUID purchase, BigDecimal amount) {

        /** Whether the item is the purchase's own amount. Other items are refunds, amounts set off, and rounding. */
        public boolean isPurchase() {
            return kind.equals("PURCHASE");
        }

        /** Whether the item moves an amount between the parts of a payout that was split. */
        public boolean isSplit() {
            return kind.equals("SPLIT");
        }
    }

    /**
     * @param whole whether the purchase is completely refunded
     * @param state the state of the refunded money
     * @param owed the amount that the customer had already received
     * @param open the amount that is not set off yet
     */
    public record Refund(
            UUID id,
            String partner,
            String reference,
            UUID purchase,
            BigDecimal cashback,
            BigDecimal reward,
            boolean whole,
            String state,
            BigDecimal owed,
            BigDecimal open) {

        public Asked.Key key() {
            return new Asked.Key(partner, reference);
        }

        public BigDecimal total() {
            return cashback.add(reward);
        }
    }

    public record Attempt(
            UUID id,
            UUID payout,
            String provider,
            String state,
            BigDecimal amount,
            BigDecimal fee,
            @Nullable String reason) {

        public boolean isOpen() {
            return state.equals("SENDING") || state.equals("UNKNOWN");
        }
    }

    /**
     * @param account the kind and the owner, separated by a blank; only the kind for an account without an owner
     */
    public record Line(UUID movement, String kind, UUID subject, String account, BigDecimal amount) {}

    public record Member(String partner, String msisdn, String tier, int recurring) {}

    public record TopUp(UUID id, String partner, BigDecimal amount, String key, String recordedBy) {}

    public record Email(String recipient, String state) {}

    public EngineRows {
        purchases = List.copyOf(purchases);
        references = List.copyOf(references);
        payouts = List.copyOf(payouts);
        items = List.copyOf(items);
        refunds = List.copyOf(refunds);
        attempts = List.copyOf(attempts);
        lines = List.copyOf(lines);
        members = List.copyOf(members);
        topUps = List.copyOf(topUps);
        emails = List.copyOf(emails);
        acceptedFacts = Map.copyOf(acceptedFacts);
        funding = Map.copyOf(funding);
        postpaid = List.copyOf(postpaid);
        maxima = List.copyOf(maxima);
    }
}
