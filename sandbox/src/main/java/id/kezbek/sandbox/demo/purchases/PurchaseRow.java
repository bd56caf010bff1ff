package id.kezbek.sandbox.demo.purchases;

import id.kezbek.sandbox.client.Json;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A purchase as in a partner's file: the cells are text and may contain errors.
 *
 * @param reference empty if the partner sent none
 * @param email empty if the partner knows no e-mail address
 */
public record PurchaseRow(
        String reference, String msisdn, String email, String wallet, String quantity, String amount) {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    /** The body of the request. Empty cells are omitted; numbers are sent as numbers, other cells as text. */
    public ObjectNode body() {
        ObjectNode body = Json.object();
        number(body, "quantity", quantity);
        number(body, "amount", amount);
        text(body, "msisdn", msisdn);
        text(body, "email", email);
        text(body, "merchant_code", wallet);
        text(body, "transaction_reference", reference);
        return body;
    }

    /** The body for v2, for rows without errors. */
    public ObjectNode bodyV2() {
        ObjectNode body = Json.object();
        text(body, "reference", reference);
        number(body, "quantity", quantity);
        body.putObject("amount")
                .put("value", new BigDecimal(amount).setScale(2).toPlainString())
                .put("currency", "IDR");
        text(body, "msisdn", msisdn);
        text(body, "wallet", wallet);
        text(body, "email", email);
        return body;
    }

    private static void text(ObjectNode body, String field, String cell) {
        if (!cell.isEmpty()) {
            body.put(field, cell);
        }
    }

    private static void number(ObjectNode body, String field, String cell) {
        if (NUMBER.matcher(cell).matches()) {
            body.put(field, new BigDecimal(cell));
        } else {
            text(body, field, cell);
        }
    }
}
