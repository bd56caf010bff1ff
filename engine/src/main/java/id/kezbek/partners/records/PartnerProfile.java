package id.kezbek.partners.records;

import id.kezbek.partners.Partner;
import id.kezbek.partners.RefundTerms;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A partner's data, for staff and the partner's officers.
 *
 * @param email the partner's own e-mail address, not the address of an officer. In lists, all contact data is null if
 *     the row cannot be decrypted
 * @param logoKey the logo's key in the file store
 * @param language the language of e-mails to the partner's customers
 * @param callsPerSecond the partner's own limit; empty if the installation's limit applies
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
        RefundTerms refunds,
        Language language,
        Optional<Integer> callsPerSecond,
        Instant onboardedAt) {

    public static final int CALLS_PER_SECOND_MAX = 100_000;

    /** Leaves out personal data. */
    @Override
    public String toString() {
        return "PartnerProfile[" + code + ", " + state + "]";
    }
}
