package id.kezbek.payouts.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.payouts.reading.PayoutRecord;
import id.kezbek.payouts.reading.PayoutRecord.AttemptRecord;
import id.kezbek.payouts.reading.PayoutRecord.ItemRecord;
import id.kezbek.payouts.reading.PayoutRecord.PartRecord;
import id.kezbek.shared.Ids;
import id.kezbek.shared.web.reading.Amount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payout in v2 responses. {@code toString} hides the customer's number. Only staff may see providers' fees and the
 * reasons for a choice, so responses to partners omit fees and quotes.
 *
 * @param partner the partner's code
 * @param quotes if the payout waits for a provider: all candidates, best first, and why none was chosen
 * @param explanation one sentence about the state and the reason why the payout waits
 * @param parts the other payouts of the same purchase; absent if no payout was split
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PayoutAnswer(
        String id,
        String partner,
        String msisdn,
        String wallet,
        Amount amount,
        String state,
        @Nullable String reason,
        @Nullable JsonNode quotes,
        String explanation,
        @JsonProperty("due_at") Instant dueAt,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("ended_at") @Nullable Instant endedAt,
        List<Item> items,
        List<Attempt> attempts,
        @Nullable List<Part> parts) {

    /**
     * @param purchase the id of the purchase
     * @param reference the partner's reference of the purchase
     */
    record Item(String kind, String purchase, String reference, Amount amount) {}

    record Part(String id, String state, Amount amount) {}

    /**
     * @param reference the engine's reference at the provider
     * @param quotes all candidates, best first: provider, fee, verdict, reason
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Attempt(
            String reference,
            int number,
            String provider,
            String state,
            @Nullable Amount fee,
            @JsonProperty("direct_fee") @Nullable Amount directFee,
            @JsonProperty("provider_reference") @Nullable String providerReference,
            @Nullable String reason,
            @Nullable JsonNode quotes,
            @JsonProperty("started_at") Instant startedAt,
            @JsonProperty("ended_at") @Nullable Instant endedAt,
            int inquiries) {

        private Attempt withoutCosts() {
            return new Attempt(
                    reference,
                    number,
                    provider,
                    state,
                    null,
                    null,
                    providerReference,
                    reason,
                    null,
                    startedAt,
                    endedAt,
                    inquiries);
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static PayoutAnswer of(PayoutRecord payout, String partner) {
        return new PayoutAnswer(
                Ids.text(payout.id()),
                partner,
                payout.msisdn().digits(),
                payout.wallet(),
                Amount.of(payout.amount()),
                payout.state().name(),
                payout.reason(),
                payout.quotes() == null ? null : JSON.readTree(payout.quotes()),
                Explanation.of(payout),
                payout.dueAt(),
                payout.createdAt(),
                payout.endedAt(),
                payout.items().stream().map(PayoutAnswer::item).toList(),
                payout.attempts().stream().map(PayoutAnswer::attempt).toList(),
                payout.parts().isEmpty()
                        ? null
                        : payout.parts().stream().map(PayoutAnswer::part).toList());
    }

    /** The response for a partner, without costs. */
    PayoutAnswer withoutCosts() {
        return new PayoutAnswer(
                id,
                partner,
                msisdn,
                wallet,
                amount,
                state,
                reason,
                null,
                explanation,
                dueAt,
                createdAt,
                endedAt,
                items,
                attempts.stream().map(Attempt::withoutCosts).toList(),
                parts);
    }

    @Override
    public String toString() {
        return "PayoutAnswer[" + id + ", " + state + "]";
    }

    private static Item item(ItemRecord item) {
        return new Item(item.kind(), Ids.text(item.purchase()), item.reference(), Amount.of(item.amount()));
    }

    private static Part part(PartRecord part) {
        return new Part(Ids.text(part.id()), part.state().name(), Amount.of(part.amount()));
    }

    private static Attempt attempt(AttemptRecord attempt) {
        return new Attempt(
                Ids.text(attempt.id()),
                attempt.number(),
                attempt.provider(),
                attempt.state().name(),
                Amount.of(attempt.fee()),
                attempt.directFee() == null ? null : Amount.of(attempt.directFee()),
                attempt.providerReference(),
                attempt.reason(),
                JSON.readTree(attempt.quotes()),
                attempt.startedAt(),
                attempt.endedAt(),
                attempt.inquiries());
    }
}
