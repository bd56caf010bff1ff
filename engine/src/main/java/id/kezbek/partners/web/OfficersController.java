package id.kezbek.partners.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.partners.Officer;
import id.kezbek.partners.officers.AddOfficerAct;
import id.kezbek.partners.officers.ChangeOfficers;
import id.kezbek.partners.officers.ProposedOfficers;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP operations for a partner's officers. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class OfficersController {

    private static final String PATH = PartnerRecordsController.PATH + "/{code}/officers";

    /**
     * An officer in responses. {@code toString} hides the person.
     *
     * @param approval the open approval of a proposed officer, for a member of staff, if no officer of the partner
     *     confirms
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfficerAnswer(
            String id,
            String state,
            String name,
            String email,
            String language,
            @JsonProperty("added_at") @Nullable Instant addedAt,
            @JsonProperty("proposed_at") @Nullable Instant proposedAt,
            @JsonProperty("expires_at") @Nullable Instant expiresAt,
            @Nullable String approval) {

        static OfficerAnswer of(Officer officer) {
            return new OfficerAnswer(
                    Ids.text(officer.id()),
                    "ADDED",
                    officer.name(),
                    officer.email(),
                    officer.language(),
                    officer.createdAt(),
                    null,
                    null,
                    null);
        }

        static OfficerAnswer of(ProposedOfficers.Proposed proposed) {
            AddOfficerAct.Arguments asked = proposed.arguments();
            return new OfficerAnswer(
                    asked.officer(),
                    "PROPOSED",
                    asked.name(),
                    asked.email(),
                    asked.language().code(),
                    null,
                    proposed.proposedAt(),
                    proposed.expiresAt(),
                    Ids.text(proposed.approval()));
        }

        @Override
        public String toString() {
            return "OfficerAnswer[" + id + "]";
        }
    }

    private record Asked(
            String name,
            String email,
            Language language,
            @Nullable String reason) {}

    private final ChangeOfficers officers;
    private final ProposedOfficers proposedOfficers;
    private final PartnerPath partners;

    OfficersController(ChangeOfficers officers, ProposedOfficers proposedOfficers, PartnerPath partners) {
        this.officers = officers;
        this.proposedOfficers = proposedOfficers;
        this.partners = partners;
    }

    /** All officers, followed by the proposed officers. The list has no pages, because a partner has few officers. */
    @GetMapping(PATH)
    @Exported("officers")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.AUDITOR, Role.OFFICER})
    Listing<OfficerAnswer> list(
            Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        PartnerProfile partner = partners.find(code, caller);
        return new Listing<>(
                Stream.concat(
                                officers.of(partner.id()).stream().map(OfficerAnswer::of),
                                proposedOfficers.of(partner.code()).stream().map(OfficerAnswer::of))
                        .toList(),
                null);
    }

    /** Adds an officer. An officer adds a colleague directly; staff can only propose an officer. */
    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.OFFICER})
    ResponseEntity<?> add(
            Caller caller,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        PartnerProfile partner = partners.find(code, caller);
        Asked asked = Fields.readStrictly(
                body,
                fields -> new Asked(
                        fields.identifier("name", Officer.NAME_MAX),
                        fields.email("email"),
                        fields.isGiven("language") ? PartnerForm.language(fields) : partner.language(),
                        caller.role() == Role.OFFICER
                                ? fields.optionalText("reason", PartnerStateController.REASON_MAX)
                                : fields.text("reason", PartnerStateController.REASON_MAX)));
        String reason = asked.reason();
        if (caller.role() == Role.OFFICER || reason == null) {
            return ResponseEntity.status(HttpStatus.CREATED)
                    .body(OfficerAnswer.of(officers.add(
                            partner.id(), asked.name(), asked.email(), asked.language(), caller.subject())));
        }
        return ApprovalAnswer.accepted(
                proposedOfficers.propose(partner, asked.name(), asked.email(), asked.language(), reason, caller));
    }

    /** An officer confirms a proposed officer. */
    @PostMapping(PATH + "/{id}/confirm")
    @Allow(Role.OFFICER)
    OfficerAnswer confirm(
            Caller caller,
            @PathVariable String code,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        Fields.readNothing(body);
        PartnerProfile partner = partners.find(code, caller);
        UUID officer = parsed(id);
        proposedOfficers.confirm(partner.code(), officer, caller);
        return officers.of(partner.id()).stream()
                .filter(added -> added.id().equals(officer))
                .map(OfficerAnswer::of)
                .findFirst()
                .orElseThrow(OfficersController::absent);
    }

    /** Removes an officer. For a proposed officer, an officer of the partner declines the proposal. */
    @DeleteMapping(PATH + "/{id}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.OFFICER})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            Caller caller,
            @PathVariable String code,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        PartnerProfile partner = partners.find(code, caller);
        UUID officer = parsed(id);
        if (caller.role() != Role.OFFICER) {
            officers.remove(partner.id(), officer, caller.subject());
        } else if (proposedOfficers.isProposed(partner.code(), officer)) {
            proposedOfficers.decline(partner.code(), officer, caller);
        } else {
            officers.removeColleague(partner.id(), officer, caller.subject());
        }
    }

    private static UUID parsed(String id) {
        return Ids.find(id).orElseThrow(OfficersController::absent);
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "the partner has no officer with this id");
    }
}
