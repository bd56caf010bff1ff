package id.kezbek.partners;

import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a partner, as those who look after it see it.
 *
 * @param email where the partner itself is written to; its officers have addresses of their own. It, the number, the
 *     officer and the address are null in a list alone, where the row does not open
 * @param logoKey under which the file store holds its logo
 * @param language of the e-mails that its customers get
 * @param callsPerSecond it may make; empty for what the installation allows everybody
 */
public record PartnerProfile(
        PartnerId id,
        String code,
        String company,
        @Nullable String email,
        @Nullable Msisdn msisdn,
        @Nullable String officer,
        @Nullable String address,
        Optional<String> logoKey,
        Partner.State state,
        Partner.FundingMode fundingMode,
        Optional<Money> creditLimit,
        Partner.ShortFunding shortFunding,
        Language language,
        Optional<Integer> callsPerSecond,
        Instant onboardedAt) {

    public static final int CALLS_PER_SECOND_MAX = 100_000;

    /** Without what identifies people. */
    @Override
    public String toString() {
        return "PartnerProfile[" + code + ", " + state + "]";
    }
}
