package id.kezbek.cashback.web;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.util.List;

/** Changes refusals of purchases from v1's field names to v2's field names. The engine uses v1's names. */
final class V2Refusals {

    private V2Refusals() {}

    /**
     * @param place the purchase's path in the payload, for example {@code transactions[3].}; empty for the whole
     *     payload
     */
    static Refusal of(Refusal refusal, String place) {
        return switch (refusal.code()) {
            case REFERENCE_CONFLICT ->
                named(
                        refusal.code(),
                        "the reference was already used for a purchase with other values",
                        place + "reference",
                        "was already used for a purchase with other values; use a new one");
            case WALLET_INVALID ->
                named(
                        refusal.code(),
                        "the wallet does not exist or is not active",
                        place + "wallet",
                        "must be the code of an active wallet");
            // The token is valid, so another log-in would not help; for this reason, the code is not UNAUTHORIZED.
            case UNAUTHORIZED -> new Refusal(ErrorCode.FORBIDDEN, refusal.getMessage());
            default -> refusal;
        };
    }

    private static Refusal named(ErrorCode code, String message, String field, String reason) {
        return new Refusal(code, message, List.of(new Refusal.FieldError(field, reason)));
    }
}
