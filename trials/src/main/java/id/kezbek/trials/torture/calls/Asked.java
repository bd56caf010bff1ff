package id.kezbek.trials.torture.calls;

import id.kezbek.sandbox.client.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A purchase as a caller reports it.
 *
 * @param amount in whole rupiah
 */
public record Asked(
        String partner,
        String reference,
        String msisdn,
        @Nullable String email,
        String wallet,
        int quantity,
        long amount) {

    /** The partner and the reference, because a reference is unique only within its partner. */
    public record Key(String partner, String reference) {

        @Override
        public String toString() {
            return partner + " " + reference;
        }
    }

    public Key key() {
        return new Key(partner, reference);
    }

    /** The same purchase for another partner. */
    public Asked of(String other) {
        return new Asked(other, reference, msisdn, email, wallet, quantity, amount);
    }

    /** Another purchase with the same reference. The engine must refuse this purchase. */
    public Asked contradicting() {
        return new Asked(partner, reference, msisdn, email, wallet, quantity, amount + 1_000);
    }

    public ObjectNode v2() {
        ObjectNode body = Json.object().put("reference", reference).put("quantity", quantity);
        body.putObject("amount").put("value", amount + ".00").put("currency", "IDR");
        body.put("msisdn", msisdn).put("wallet", wallet);
        return email == null ? body : body.put("email", email);
    }

    public JsonNode v1() {
        ObjectNode body = Json.object()
                .put("quantity", quantity)
                .put("amount", amount)
                .put("msisdn", msisdn)
                .put("merchant_code", wallet)
                .put("transaction_reference", reference);
        return email == null ? body : body.put("email", email);
    }
}
