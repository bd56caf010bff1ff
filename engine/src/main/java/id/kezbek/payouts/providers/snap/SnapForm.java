package id.kezbek.payouts.providers.snap;

import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one provider formats SNAP's requests, as data.
 *
 * @param extraField the field of {@code additionalInfo} that the provider requires
 * @param extraByWallet the value of that field for each wallet code
 * @param extraOtherwise the value for all other wallets; null if the provider pays into no other wallet
 * @param hasFeeAndDate whether a top-up contains {@code feeAmount} and {@code transactionDate}
 * @param hasNameAndNotes whether a top-up contains {@code customerName} and {@code notes}
 * @param hasOnlyDigitsInIds whether X-EXTERNAL-ID contains only digits
 * @param hasLocalNumbers whether customers are addressed as 08… instead of 628…
 * @param inquiryAmount the amount in inquiries about accounts
 */
record SnapForm(
        String extraField,
        Map<String, String> extraByWallet,
        @Nullable String extraOtherwise,
        boolean hasFeeAndDate,
        boolean hasNameAndNotes,
        boolean hasOnlyDigitsInIds,
        boolean hasLocalNumbers,
        Money inquiryAmount) {

    static final SnapForm DANA = new SnapForm(
            "fundType", Map.of(), "AGENT_TOPUP_FOR_USER_SETTLE", true, false, false, false, Money.rupiah(10_000));

    static final SnapForm MIDTRANS = new SnapForm(
            "beneficiaryProvider", Map.of("GPAID", "gopay"), null, false, true, true, true, Money.rupiah(1));

    private static final BigInteger MOST_DIGITS = BigInteger.TEN.pow(36);

    /** The body of a top-up; empty if the provider does not pay into the order's wallet. */
    Optional<Map<String, Object>> topUp(Order order, String now) {
        return extra(order.wallet()).map(extra -> {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("partnerReferenceNo", order.reference());
            body.put("customerNumber", number(order.msisdn()));
            if (hasNameAndNotes) {
                body.put("customerName", order.beneficiary().orElse(number(order.msisdn())));
            }
            body.put("amount", amount(order.amount()));
            if (hasFeeAndDate) {
                body.put("feeAmount", amount(Money.ZERO));
                body.put("transactionDate", now);
            }
            if (hasNameAndNotes) {
                // The field may contain only letters, digits, spaces and underscores.
                body.put("notes", ("Cashback " + order.partner().replaceAll("[^A-Za-z0-9_]", "_")).strip());
            }
            body.put("additionalInfo", extra);
            return body;
        });
    }

    /** The body of an inquiry about an account; empty if the provider does not pay into the wallet. */
    Optional<Map<String, Object>> account(Msisdn msisdn, String wallet, String id, String now) {
        return extra(wallet).map(extra -> {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("partnerReferenceNo", id);
            body.put("customerNumber", number(msisdn));
            body.put("amount", amount(inquiryAmount));
            if (hasFeeAndDate) {
                body.put("transactionDate", now);
            }
            body.put("additionalInfo", extra);
            return body;
        });
    }

    /**
     * The id of a call. The same text gives the same id. SNAP requires a new id for each call of a day, except for a
     * repeated order.
     */
    String externalId(String text) {
        if (!hasOnlyDigitsInIds) {
            return text;
        }
        UUID hash = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        return new BigInteger(hash.toString().replace("-", ""), 16)
                .mod(MOST_DIGITS)
                .toString();
    }

    private Optional<Map<String, String>> extra(String wallet) {
        return Optional.ofNullable(extraByWallet.getOrDefault(wallet, extraOtherwise))
                .map(value -> Map.of(extraField, value));
    }

    private String number(Msisdn msisdn) {
        return hasLocalNumbers ? msisdn.local() : msisdn.digits();
    }

    private static Map<String, String> amount(Money amount) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("value", amount.decimal().toPlainString());
        body.put("currency", amount.currency().name());
        return body;
    }
}
