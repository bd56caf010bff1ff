package id.kezbek.sandbox.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A payout.
 *
 * @param purchases the ids of the payout's transactions
 */
public record Payout(
        String id, String state, BigDecimal amount, String wallet, List<String> purchases, List<Attempt> attempts) {

    /**
     * An attempt at a provider.
     *
     * @param reference the reference that was sent to the provider
     * @param directFee the fee that the wallet's own provider would have charged
     * @param quotes the fees of all candidates, as the engine stores them
     */
    public record Attempt(
            String reference,
            String provider,
            String state,
            BigDecimal amount,
            BigDecimal fee,
            BigDecimal directFee,
            JsonNode quotes) {

        public boolean paid() {
            return state.equals("SUCCEEDED");
        }
    }

    public Payout {
        purchases = List.copyOf(purchases);
        attempts = List.copyOf(attempts);
    }

    static Payout read(JsonNode node) {
        List<String> purchases = new ArrayList<>();
        node.path("items").forEach(item -> purchases.add(item.path("purchase").asString()));
        List<Attempt> attempts = new ArrayList<>();
        // An attempt always pays the whole payout.
        BigDecimal amount = Json.amount(node.path("amount"));
        for (JsonNode attempt : node.path("attempts")) {
            attempts.add(new Attempt(
                    attempt.path("reference").asString(),
                    attempt.path("provider").asString(),
                    attempt.path("state").asString(),
                    amount,
                    Json.amount(attempt.path("fee")),
                    Json.amount(attempt.path("direct_fee")),
                    attempt.path("quotes")));
        }
        return new Payout(
                node.path("id").asString(),
                node.path("state").asString(),
                amount,
                node.path("wallet").asString(),
                purchases,
                attempts);
    }

    public boolean isPaid() {
        return state.equals("PAID");
    }

    public List<Attempt> paidAttempts() {
        return attempts.stream().filter(Attempt::paid).toList();
    }
}
