package id.kezbek.console.partners;

import id.kezbek.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A new API key and its secret, which only one page shows.
 *
 * @param refusedLogo the refusal of a new partner's logo; null if no logo was refused
 */
public record Secret(
        String partner,
        String apiKey,
        String apiSecret,
        @Nullable Refusal refusedLogo) {

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "Secret[" + partner + "]";
    }
}
