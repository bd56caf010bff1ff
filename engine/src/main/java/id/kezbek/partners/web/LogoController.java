package id.kezbek.partners.web;

import id.kezbek.partners.Logo;
import id.kezbek.partners.logos.ChangeLogo;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.CallsOutside;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP operations for a partner's logo. The image itself is the request body or response body. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class LogoController {

    private static final String PATH = PartnerRecordsController.PATH + "/{code}/logo";

    private final ChangeLogo changeLogo;
    private final PartnerPath partners;

    LogoController(ChangeLogo changeLogo, PartnerPath partners) {
        this.changeLogo = changeLogo;
        this.partners = partners;
    }

    @CallsOutside
    @GetMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER, Role.PARTNER})
    ResponseEntity<byte[]> logo(
            Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        Logo logo = changeLogo
                .find(partners.find(code, caller))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "the partner has no logo"));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(logo.contentType()))
                .body(logo.bytes());
    }

    @PutMapping(
            path = PATH,
            consumes = {MediaType.IMAGE_PNG_VALUE, MediaType.IMAGE_JPEG_VALUE})
    @Allow({Role.ADMIN, Role.OPERATIONS})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void replace(
            Caller caller,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        PartnerProfile partner = partners.find(code, caller);
        switch (Logo.read(body == null ? new byte[0] : body)) {
            case Logo.Reading.Accepted(Logo logo) -> changeLogo.change(partner.id(), logo, caller.subject());
            case Logo.Reading.Refused(String reason, boolean _) -> throw Refusal.badField("body", reason);
        }
    }
}
