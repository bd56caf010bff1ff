package id.kezbek.console.approvals;

import org.jspecify.annotations.Nullable;

/** A customer's current phone number and the proposed phone number or e-mail address, from API v2. */
public record Correction(
        String msisdn, @Nullable String becomes, @Nullable String email) {

    public String proposed() {
        return becomes != null ? becomes : String.valueOf(email);
    }
}
