package id.kezbek.partners.records;

import id.kezbek.partners.Partner;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A partner's data for the people who manage it.
 *
 * @param email the partner's own address; officers have others. In lists only, it and the number, officer and address
 *     are null if the row does not open
 * @param logoKey the logo's key in the file store
 * @param language of the e-mails to its customers
 * @param callsPerSecond its own limit; empty for the installation's
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

    /** Without personal data. */
    @Override
    public String toString() {
        return "PartnerProfile[" + code + ", " + state + "]";
    }
}
