package id.kezbek.console.approvals;

import org.jspecify.annotations.Nullable;

/** A customer's number now, and the number or address that is proposed, in v2. */
public record Correction(
        String msisdn, @Nullable String becomes, @Nullable String email) {

    public String proposed() {
        return becomes != null ? becomes : String.valueOf(email);
    }
}
