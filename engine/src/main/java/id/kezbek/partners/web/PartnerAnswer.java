package id.kezbek.partners.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.shared.web.reading.Amount;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A partner in responses of API v2.
 *
 * @param callsPerSecond the partner's own limit; absent if the installation's limit applies
 * @param credential the credential; present only in the response to the onboarding
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PartnerAnswer(
        String code,
        String company,
        String email,
        String msisdn,
        String officer,
        String address,
        String state,
        String language,
        Funding funding,
        @JsonProperty("calls_per_second") @Nullable Integer callsPerSecond,
        @JsonProperty("has_logo") boolean hasLogo,
        @JsonProperty("onboarded_at") Instant onboardedAt,
        @Nullable SecretAnswer credential) {

    /**
     * The partner's funding terms.
     *
     * @param limit the highest debt of a postpaid partner; absent if there is no limit
     * @param whenShort REFUSE or HOLD: what happens to purchases that the funds do not cover
     * @param refunds the rule that says who bears the paid cashback of refunded purchases
     * @param refundsLimit the highest sum of refunds that the partner or Kezbek bears; absent if there is no limit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Funding(
            String mode,
            @Nullable Amount limit,
            @JsonProperty("when_short") String whenShort,
            String refunds,
            @JsonProperty("refunds_limit") @Nullable Amount refundsLimit) {}

    static PartnerAnswer of(PartnerProfile partner) {
        return of(partner, null);
    }

    static PartnerAnswer of(PartnerProfile partner, @Nullable SecretAnswer credential) {
        return new PartnerAnswer(
                partner.code(),
                partner.company(),
                orEmpty(partner.email()),
                partner.msisdn() == null ? "" : partner.msisdn().digits(),
                orEmpty(partner.officer()),
                orEmpty(partner.address()),
                partner.state().name(),
                partner.language().code(),
                new Funding(
                        partner.fundingMode().name(),
                        partner.creditLimit().map(Amount::of).orElse(null),
                        partner.shortFunding().name(),
                        partner.refunds().setting().name(),
                        partner.refunds().limit().map(Amount::of).orElse(null)),
                partner.callsPerSecond().orElse(null),
                partner.logoKey().isPresent(),
                partner.onboardedAt(),
                credential);
    }

    /**
     * The text; empty instead of null, because clients expect this field in every response. Null occurs only in lists,
     * if the partner's row cannot be decrypted.
     */
    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /** Leaves out personal data. */
    @Override
    public String toString() {
        return "PartnerAnswer[" + code + "]";
    }
}
