package id.kezbek.partners.web;

import id.kezbek.partners.Logo;
import id.kezbek.partners.NewPartner;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.partners.records.PartnerUpdate;
import id.kezbek.shared.Language;
import id.kezbek.shared.web.reading.Fields;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.multipart.MultipartFile;

/** Checks all fields of a partner's data and reports all errors together. */
final class PartnerForm {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{1,10}");
    private static final String LOGO = "logo";

    private static final Pattern LANGUAGE = Pattern.compile("id|en");

    private PartnerForm() {}

    /** The form for onboarding in API v2. The logo is uploaded later. */
    static NewPartner withoutLogo(Fields fields) {
        return new NewPartner(
                fields.identifier("company", NewPartner.COMPANY_MAX),
                code(fields),
                fields.email("email"),
                fields.msisdn("msisdn"),
                fields.identifier("officer", NewPartner.OFFICER_MAX),
                fields.text("address", NewPartner.ADDRESS_MAX),
                null);
    }

    /** The form for a change, which must contain at least one field. */
    static PartnerUpdate update(Fields fields) {
        PartnerUpdate update = new PartnerUpdate(
                fields.optionalText("company", NewPartner.COMPANY_MAX),
                fields.isGiven("email") ? fields.email("email") : null,
                fields.isGiven("msisdn") ? fields.msisdn("msisdn") : null,
                fields.optionalText("officer", NewPartner.OFFICER_MAX),
                fields.optionalText("address", NewPartner.ADDRESS_MAX),
                fields.isGiven("language") ? language(fields) : null,
                fields.optionalInteger("calls_per_second", 0, PartnerProfile.CALLS_PER_SECOND_MAX));
        if (update.isEmpty()) {
            fields.fault(
                    "body",
                    "must have at least one field to change: company, email, msisdn, officer, address, language or"
                            + " calls_per_second");
        }
        return update;
    }

    /** The field {@code language}: {@code id} or {@code en}. */
    static Language language(Fields fields) {
        return Language.ofCode(fields.text("language", 2, LANGUAGE, "id or en")).orElse(Language.INDONESIAN);
    }

    private static String code(Fields fields) {
        return fields.text("code", NewPartner.CODE_MAX, CODE, "1 to 10 of A-Z and 0-9");
    }

    static NewPartner read(Map<String, List<String>> texts, Map<String, List<MultipartFile>> files) throws IOException {
        List<MultipartFile> logos = files.getOrDefault(LOGO, List.of());
        byte[] logo = logos.isEmpty() ? new byte[0] : logos.getFirst().getBytes();
        return Fields.readForm(texts, fields -> {
                    if (logos.size() > 1) {
                        fields.fault(LOGO, "must occur only once");
                    }
                    return partner(fields, logo);
                })
                .orElseThrow();
    }

    /** The partner's data from the form; empty if the form has errors. */
    private static Optional<NewPartner> partner(Fields fields, byte[] logo) {
        String company = fields.identifier("partner", NewPartner.COMPANY_MAX);
        String code = code(fields);
        String email = fields.email("email");
        var msisdn = fields.msisdn("msisdn");
        String officer = fields.identifier("officer", NewPartner.OFFICER_MAX);
        String address = fields.text("address", NewPartner.ADDRESS_MAX);
        return switch (Logo.read(logo)) {
            case Logo.Reading.Accepted(Logo read) ->
                Optional.of(new NewPartner(company, code, email, msisdn, officer, address, read));
            case Logo.Reading.Refused(String reason, boolean _) -> {
                fields.fault(LOGO, reason);
                yield Optional.empty();
            }
        };
    }
}
