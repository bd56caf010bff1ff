package id.kezbek.sandbox.providers.dialects;

import id.kezbek.sandbox.providers.book.Order;
import id.kezbek.sandbox.providers.wire.BadField;
import id.kezbek.sandbox.providers.wire.Call;
import org.jspecify.annotations.Nullable;

/** The two headers of every order from the engine. */
final class OrderHeaders {

    static final String EXTERNAL_ID = "X-External-Id";
    static final String EXPIRES_AT = "X-Expires-At";

    private OrderHeaders() {}

    /** The reference in the header. The header is required if the body has no field for the reference. */
    static String requiredExternalId(Call call) {
        String reference = externalId(call);
        if (reference == null) {
            throw new BadField(EXTERNAL_ID, "must be given");
        }
        return reference;
    }

    /** The reference in the body. If the header also contains a reference, both must be equal. */
    static String externalId(Call call, String field, String inBody) {
        String reference = checkedReference(field, inBody);
        String inHeader = externalId(call);
        if (inHeader != null && !inHeader.equals(reference)) {
            throw new BadField(EXTERNAL_ID, "must equal " + field);
        }
        return reference;
    }

    static @Nullable String externalId(Call call) {
        String reference = call.header(EXTERNAL_ID);
        return reference == null ? null : checkedReference(EXTERNAL_ID, reference);
    }

    static long expiresAtMillis(Call call) {
        String expiry = call.header(EXPIRES_AT);
        if (expiry == null) {
            return Order.NEVER_EXPIRES;
        }
        try {
            return Long.parseLong(expiry.strip());
        } catch (NumberFormatException e) {
            throw new BadField(EXPIRES_AT, "must be Unix milliseconds");
        }
    }

    static String checkedReference(String field, String reference) {
        boolean wellFormed = !reference.isBlank()
                && reference.length() <= Order.MAX_REFERENCE_LENGTH
                && reference.chars().noneMatch(Character::isISOControl);
        if (!wellFormed) {
            throw new BadField(field, "must be 1 to " + Order.MAX_REFERENCE_LENGTH + " characters");
        }
        return reference;
    }
}
