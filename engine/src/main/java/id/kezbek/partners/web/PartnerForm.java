package id.kezbek.partners.web;

import id.kezbek.partners.Logo;
import id.kezbek.partners.NewPartner;
import id.kezbek.shared.web.Fields;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.multipart.MultipartFile;

/** The onboarding form, checked field by field so that all faults are told at once. */
final class PartnerForm {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{1,10}");
    private static final String LOGO = "logo";

    private PartnerForm() {}

    static NewPartner read(Map<String, List<String>> texts, Map<String, List<MultipartFile>> files) throws IOException {
        List<MultipartFile> logos = files.getOrDefault(LOGO, List.of());
        byte[] logo = logos.isEmpty() ? new byte[0] : logos.getFirst().getBytes();
        return Fields.readForm(texts, fields -> {
                    if (logos.size() > 1) {
                        fields.fault(LOGO, "must be given once");
                    }
                    return partner(fields, logo);
                })
                .orElseThrow();
    }

    /** Empty only where a fault is recorded. */
    private static Optional<NewPartner> partner(Fields fields, byte[] logo) {
        String company = fields.text("partner", NewPartner.COMPANY_MAX);
        String code = fields.text("code", NewPartner.CODE_MAX, CODE, "1 to 10 of A-Z and 0-9");
        String email = fields.email("email");
        var msisdn = fields.msisdn("msisdn");
        String officer = fields.text("officer", NewPartner.OFFICER_MAX);
        String address = fields.text("address", NewPartner.ADDRESS_MAX);
        return switch (Logo.read(logo)) {
            case Logo.Reading.Accepted(Logo read) ->
                Optional.of(new NewPartner(company, code, email, msisdn, officer, address, read));
            case Logo.Reading.Refused(String reason) -> {
                fields.fault(LOGO, reason);
                yield Optional.empty();
            }
        };
    }
}
