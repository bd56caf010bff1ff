package id.kezbek.sandbox.xendit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a payout at one moment.
 *
 * @param amount in whole rupiah
 * @param failureCode null unless the payout failed
 */
public record XenditPayout(
        String id,
        String reference,
        String channelCode,
        String accountNumber,
        String accountHolder,
        long amount,
        String currency,
        Status status,
        @Nullable String failureCode,
        Instant created,
        Instant updated) {

    /** Xendit's states. */
    public enum Status {
        ACCEPTED,
        REQUESTED,
        SUCCEEDED,
        FAILED,
        CANCELLED,
        REVERSED;

        boolean isOpen() {
            return this == ACCEPTED || this == REQUESTED;
        }
    }

    XenditPayout become(Status next, Instant at) {
        return become(next, null, at);
    }

    XenditPayout fail(String code, Instant at) {
        return become(Status.FAILED, code, at);
    }

    private XenditPayout become(Status next, @Nullable String code, Instant at) {
        return new XenditPayout(
                id, reference, channelCode, accountNumber, accountHolder, amount, currency, next, code, created, at);
    }

    /** Whether both orders have the same values. */
    boolean asksTheSame(XenditPayout other) {
        return reference.equals(other.reference)
                && channelCode.equals(other.channelCode)
                && accountNumber.equals(other.accountNumber)
                && accountHolder.equals(other.accountHolder)
                && amount == other.amount
                && currency.equals(other.currency);
    }

    Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("reference_id", reference);
        fields.put("business_id", "sandbox");
        fields.put("channel_code", channelCode);
        fields.put("channel_properties", Map.of("account_number", accountNumber, "account_holder_name", accountHolder));
        fields.put("amount", amount);
        fields.put("currency", currency);
        fields.put("status", status.name());
        Optional.ofNullable(failureCode).ifPresent(code -> fields.put("failure_code", code));
        fields.put("created", created.toString());
        fields.put("updated", updated.toString());
        return fields;
    }
}
