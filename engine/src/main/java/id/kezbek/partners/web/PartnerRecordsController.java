package id.kezbek.partners.web;

import id.kezbek.partners.NewPartner;
import id.kezbek.partners.OnboardPartner;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.Partner;
import id.kezbek.partners.records.ChangePartner;
import id.kezbek.partners.records.PartnerArchive;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.partners.records.PartnerUpdate;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** v2 operations to find, onboard and change partners. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class PartnerRecordsController {

    static final String PATH = "/api/v2/partners";
    private static final String LISTING = "partners";
    private static final int SEARCH_MAX = 60;

    private final PartnerArchive archive;
    private final OnboardPartner onboardPartner;
    private final ChangePartner changePartner;
    private final PartnerPath partners;

    PartnerRecordsController(
            PartnerArchive archive, OnboardPartner onboardPartner, ChangePartner changePartner, PartnerPath partners) {
        this.archive = archive;
        this.onboardPartner = onboardPartner;
        this.changePartner = changePartner;
        this.partners = partners;
    }

    @GetMapping(PATH)
    @Exported("partners")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<PartnerAnswer> list(@RequestParam MultiValueMap<String, String> parameters) {
        PartnerArchive.Page page = Query.read(
                parameters,
                query -> new PartnerArchive.Page(
                        query.oneOf("state", Partner.State.class),
                        query.oneOf("mode", Partner.FundingMode.class),
                        query.text("search", SEARCH_MAX),
                        query.after(LISTING, position -> new PartnerId(Long.parseLong(position.getFirst()))),
                        query.limit()));
        return Listing.of(
                archive.page(new PartnerArchive.Page(
                        page.state(), page.mode(), page.search(), page.after(), page.limit() + 1)),
                page.limit(),
                PartnerAnswer::of,
                partner -> Cursor.of(LISTING, Long.toString(partner.id().value())));
    }

    @GetMapping(PATH + "/{code}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER, Role.PARTNER})
    PartnerAnswer one(
            Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return PartnerAnswer.of(partners.find(code, caller));
    }

    /**
     * Onboards a partner without a logo; {@code PUT …/logo} uploads it later. This request is one transaction and must
     * not call the file store.
     */
    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<PartnerAnswer> onboard(
            Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        NewPartner asked = Fields.readStrictly(body, PartnerForm::withoutLogo);
        Onboarded onboarded = onboardPartner.onboard(asked, caller.subject());
        PartnerProfile partner = partners.find(asked.code(), caller);
        return ResponseEntity.created(URI.create(PATH + "/" + partner.code()))
                .body(PartnerAnswer.of(partner, SecretAnswer.of(null, onboarded.credential(), onboarded.at())));
    }

    @PatchMapping(path = PATH + "/{code}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Allow({Role.ADMIN, Role.OPERATIONS})
    PartnerAnswer change(
            Caller caller,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        PartnerProfile partner = partners.find(code, caller);
        PartnerUpdate update = Fields.readStrictly(body, PartnerForm::update);
        return PartnerAnswer.of(changePartner.change(partner.id(), update, caller.subject()));
    }
}
