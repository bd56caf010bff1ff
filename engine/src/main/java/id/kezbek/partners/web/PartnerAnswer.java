package id.kezbek.partners.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.partners.PartnerProfile;
import id.kezbek.shared.web.Amount;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A partner in answers of v2.
 *
 * @param callsPerSecond absent for what the installation allows everybody
 * @param credential absent but in the answer to the onboarding, which shows it this once
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
     * How it pays.
     *
     * @param limit what a postpaid partner may owe at most; absent without limit
     * @param whenShort REFUSE or HOLD: what becomes of a purchase that its funding does not cover
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Funding(
            String mode,
            @Nullable Amount limit,
            @JsonProperty("when_short") String whenShort) {}

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
                        partner.shortFunding().name()),
                partner.callsPerSecond().orElse(null),
                partner.logoKey().isPresent(),
                partner.onboardedAt(),
                credential);
    }

    /** A client may rely on the field; it is empty in a list alone, where the partner's row does not open. */
    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    /** Without what identifies people. */
    @Override
    public String toString() {
        return "PartnerAnswer[" + code + "]";
    }
}
