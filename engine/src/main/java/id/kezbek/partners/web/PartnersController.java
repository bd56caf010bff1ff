package id.kezbek.partners.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.partners.NewPartner;
import id.kezbek.partners.OnboardPartner;
import id.kezbek.partners.Onboarded;
import id.kezbek.shared.Ids;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.V1Envelope;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** {@code POST /api/v1/partners}. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class PartnersController {

    /** The response. Key and secret are shown only in this response. */
    record Answer(
            @JsonProperty("transaction_id") String transactionId,
            @JsonProperty("transaction_timestamp") long transactionTimestamp,
            @JsonProperty("api_key") String apiKey,
            @JsonProperty("api_secret") String apiSecret) {

        @Override
        public String toString() {
            return "Answer[" + transactionId + "]";
        }
    }

    private final OnboardPartner onboardPartner;

    PartnersController(OnboardPartner onboardPartner) {
        this.onboardPartner = onboardPartner;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS})
    @PostMapping(path = "/api/v1/partners", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    V1Envelope<Answer> onboard(
            Caller caller, HttpServletRequest request, @RequestParam MultiValueMap<String, MultipartFile> files)
            throws IOException, ServletException {
        NewPartner partner = PartnerForm.read(texts(request), files);
        Onboarded onboarded = onboardPartner.onboard(partner, caller.subject());
        return V1Envelope.ok(new Answer(
                Ids.text(onboarded.transaction()),
                onboarded.at().getEpochSecond(),
                onboarded.credential().apiKey(),
                onboarded.credential().apiSecret()));
    }

    /**
     * Reads the form's fields only from the body, not from the servlet's parameters, which include the query string.
     * The fields are personal data, and proxies log query strings.
     */
    private static MultiValueMap<String, String> texts(HttpServletRequest request)
            throws IOException, ServletException {
        MultiValueMap<String, String> texts = new LinkedMultiValueMap<>();
        for (Part part : request.getParts()) {
            if (part.getSubmittedFileName() == null) {
                texts.add(part.getName(), new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
