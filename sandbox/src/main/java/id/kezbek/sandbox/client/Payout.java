package id.kezbek.sandbox.client;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Money on its way to a wallet.
 *
 * @param purchases the transactions that it pays for
 */
public record Payout(
        String id, String state, BigDecimal amount, String wallet, List<String> purchases, List<Attempt> attempts) {

    /**
     * One try at one provider.
     *
     * @param reference what the provider was told
     * @param directFee what the wallet's own provider would have charged
     * @param quotes what each candidate would have charged, as the engine keeps it
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
        // An attempt pays its payout whole.
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
