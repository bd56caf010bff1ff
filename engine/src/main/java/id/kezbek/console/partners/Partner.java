package id.kezbek.console.partners;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A partner from API v2. */
public record Partner(
        String code,
        String company,
        String email,
        String msisdn,
        String officer,
        String address,
        String state,
        String language,
        Terms funding,
        @Nullable Integer callsPerSecond,
        boolean hasLogo,
        Instant onboardedAt) {

    public record Terms(String mode, @Nullable Money limit, String whenShort) {}

    /** A page of partners. */
    public record Found(List<Partner> items, @Nullable String nextCursor) {}

    public boolean isSuspended() {
        return state.equals("SUSPENDED");
    }

    public boolean isPostpaid() {
        return funding.mode().equals("POSTPAID");
    }
}
