package id.kezbek.partners.records;

import id.kezbek.shared.Language;
import id.kezbek.shared.Msisdn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes to a partner. A field that is null does not change.
 *
 * @param callsPerSecond the partner's limit; 0 for the installation's limit
 */
public record PartnerUpdate(
        @Nullable String company,
        @Nullable String email,
        @Nullable Msisdn msisdn,
        @Nullable String officer,
        @Nullable String address,
        @Nullable Language language,
        @Nullable Integer callsPerSecond) {

    public boolean isEmpty() {
        return company == null
                && email == null
                && msisdn == null
                && officer == null
                && address == null
                && language == null
                && callsPerSecond == null;
    }

    /** The partner after the change. */
    PartnerProfile appliedTo(PartnerProfile now) {
        return new PartnerProfile(
                now.id(),
                now.code(),
                company == null ? now.company() : company,
                email == null ? now.email() : email,
                msisdn == null ? now.msisdn() : msisdn,
                officer == null ? now.officer() : officer,
                address == null ? now.address() : address,
                now.logoKey(),
                now.state(),
                now.fundingMode(),
                now.creditLimit(),
                now.shortFunding(),
                now.refunds(),
                language == null ? now.language() : language,
                callsPerSecond == null
                        ? now.callsPerSecond()
                        : Optional.of(callsPerSecond).filter(calls -> calls > 0),
                now.onboardedAt());
    }

    /** The old and new values by field name, for the audit log. */
    static Map<String, String> difference(PartnerProfile before, PartnerProfile after) {
        Map<String, String> difference = new LinkedHashMap<>();
        Map<String, String> was = texts(before);
        texts(after).forEach((name, text) -> {
            if (!text.equals(was.get(name))) {
                difference.put(name, was.get(name) + " -> " + text);
            }
        });
        return difference;
    }

    private static Map<String, String> texts(PartnerProfile profile) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("company", profile.company());
        texts.put("email", Objects.requireNonNull(profile.email()));
        texts.put("msisdn", Objects.requireNonNull(profile.msisdn()).digits());
        texts.put("officer_name", Objects.requireNonNull(profile.officer()));
        texts.put("address", Objects.requireNonNull(profile.address()));
        texts.put("language", profile.language().code());
        texts.put(
                "calls_per_second",
                profile.callsPerSecond().map(Object::toString).orElse("as everybody"));
        return texts;
    }

    /** Leaves out personal data. */
    @Override
    public String toString() {
        return "PartnerUpdate[hidden]";
    }
}
