package id.kezbek.partners.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.partners.ChangeOfficers;
import id.kezbek.partners.Officer;
import id.kezbek.partners.PartnerProfile;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.Fields;
import id.kezbek.shared.web.Listing;
import id.kezbek.shared.web.Query;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A partner's people who may log in. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class OfficersController {

    private static final String PATH = PartnerRecordsController.PATH + "/{code}/officers";

    /** An officer in answers. Its text form hides who it is. */
    record OfficerAnswer(
            String id,
            String name,
            String email,
            String language,
            @JsonProperty("added_at") Instant addedAt) {

        static OfficerAnswer of(Officer officer) {
            return new OfficerAnswer(
                    Ids.text(officer.id()), officer.name(), officer.email(), officer.language(), officer.createdAt());
        }

        @Override
        public String toString() {
            return "OfficerAnswer[" + id + "]";
        }
    }

    private record Added(String name, String email, Language language) {}

    private final ChangeOfficers officers;
    private final PartnerPath partners;

    OfficersController(ChangeOfficers officers, PartnerPath partners) {
        this.officers = officers;
        this.partners = partners;
    }

    /** All of them: there are few. */
    @GetMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.AUDITOR, Role.OFFICER})
    Listing<OfficerAnswer> list(
            Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return new Listing<>(
                officers.of(partners.find(code, caller).id()).stream()
                        .map(OfficerAnswer::of)
                        .toList(),
                null);
    }

    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS})
    @ResponseStatus(HttpStatus.CREATED)
    OfficerAnswer add(
            Caller caller,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        PartnerProfile partner = partners.find(code, caller);
        Added added = Fields.readStrictly(
                body,
                fields -> new Added(
                        fields.identifier("name", Officer.NAME_MAX),
                        fields.email("email"),
                        fields.isGiven("language") ? PartnerForm.language(fields) : partner.language()));
        return OfficerAnswer.of(
                officers.add(partner.id(), added.name(), added.email(), added.language(), caller.subject()));
    }

    @DeleteMapping(PATH + "/{id}")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            Caller caller,
            @PathVariable String code,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        PartnerProfile partner = partners.find(code, caller);
        UUID officer = Ids.find(id)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "the partner has no officer with this id"));
        officers.remove(partner.id(), officer, caller.subject());
    }
}
