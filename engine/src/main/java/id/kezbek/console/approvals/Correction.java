package id.kezbek.console.approvals;

import org.jspecify.annotations.Nullable;

/** A customer's current number and the proposed number or address, from API v2. */
public record Correction(
        String msisdn, @Nullable String becomes, @Nullable String email) {

    public String proposed() {
        return becomes != null ? becomes : String.valueOf(email);
    }
}
