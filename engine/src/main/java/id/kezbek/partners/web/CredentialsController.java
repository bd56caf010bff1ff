package id.kezbek.partners.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.partners.CredentialDirectory;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.credentials.CollectCredential;
import id.kezbek.partners.credentials.CredentialAct;
import id.kezbek.partners.credentials.EndCredential;
import id.kezbek.partners.credentials.KnownCredential;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
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
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP operations for a partner's credentials. A new credential needs two people: one proposes, another approves. The
 * proposer then collects the credential, which is shown only once. A partner's token cannot request a credential;
 * otherwise a thief of a token could create a permanent key.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
class CredentialsController {

    private static final String PATH = PartnerRecordsController.PATH + "/{code}/credentials";
    private static final int ID_LENGTH = 26;
    private static final Pattern ID = Pattern.compile("[0-9a-z]{26}");

    /**
     * A credential without its secret.
     *
     * @param keyHint the first characters of the key
     * @param state GOOD or ENDED
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CredentialAnswer(
            String id,
            @JsonProperty("key_hint") @Nullable String keyHint,
            String state,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("ends_at") @Nullable Instant endsAt,
            @JsonProperty("last_used_at") @Nullable Instant lastUsedAt) {

        static CredentialAnswer of(KnownCredential known, Instant now) {
            return new CredentialAnswer(
                    Ids.text(known.id()),
                    known.keyHint(),
                    known.isGoodAt(now) ? "GOOD" : "ENDED",
                    known.createdAt(),
                    known.endsAt(),
                    known.lastUsedAt());
        }
    }

    private record Asked(@Nullable Instant othersEndAt, String reason) {}

    private final CredentialDirectory credentials;
    private final ProposeAct proposeAct;
    private final CredentialAct issueCredential;
    private final CollectCredential collectCredential;
    private final EndCredential endCredential;
    private final PartnerDirectory directory;
    private final PartnerPath partners;
    private final Clock clock;

    CredentialsController(
            CredentialDirectory credentials,
            ProposeAct proposeAct,
            CredentialAct issueCredential,
            CollectCredential collectCredential,
            EndCredential endCredential,
            PartnerDirectory directory,
            PartnerPath partners,
            Clock clock) {
        this.credentials = credentials;
        this.proposeAct = proposeAct;
        this.issueCredential = issueCredential;
        this.collectCredential = collectCredential;
        this.endCredential = endCredential;
        this.directory = directory;
        this.partners = partners;
        this.clock = clock;
    }

    /**
     * All credentials of the partner, the newest first. The list has no pages, because a partner has few credentials.
     */
    @GetMapping(PATH)
    @Exported("credentials")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.AUDITOR, Role.OFFICER, Role.PARTNER})
    Listing<CredentialAnswer> list(
            Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        Instant now = clock.instant();
        return new Listing<>(
                credentials.of(partners.find(code, caller).id()).stream()
                        .map(known -> CredentialAnswer.of(known, now))
                        .toList(),
                null);
    }

    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<ApprovalAnswer> propose(
            Caller caller,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        PartnerProfile partner = partners.find(code, caller);
        Asked asked = Fields.readStrictly(body, this::asked);
        CredentialAct.Arguments arguments = new CredentialAct.Arguments(partner.code(), asked.othersEndAt());
        return ApprovalAnswer.accepted(proposeAct.propose(issueCredential, arguments, asked.reason(), caller));
    }

    private Asked asked(Fields fields) {
        Instant othersEndAt = fields.optionalInstant("others_end_at");
        if (othersEndAt != null && !othersEndAt.isAfter(clock.instant())) {
            fields.fault("others_end_at", "must be in the future, so that the partner can change in time");
        }
        return new Asked(othersEndAt, fields.text("reason", PartnerStateController.REASON_MAX));
    }

    @PostMapping(PATH + "/collect")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<SecretAnswer> collect(
            Caller caller,
            @PathVariable String code,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        PartnerProfile profile = partners.find(code, caller);
        String approval = Fields.readStrictly(
                body, fields -> fields.text("approval", ID_LENGTH, ID, "the id of an approval, 26 characters"));
        Partner partner = directory.find(profile.code()).orElseThrow(CredentialsController::absent);
        CollectCredential.Collected collected = collectCredential.collect(
                partner, Ids.find(approval).orElseThrow(CredentialsController::absent), caller);
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(SecretAnswer.of(Ids.text(collected.id()), collected.credential(), collected.createdAt()));
    }

    @PostMapping(PATH + "/{id}/end")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    CredentialAnswer end(
            Caller caller,
            @PathVariable String code,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        PartnerProfile partner = partners.find(code, caller);
        UUID credential = Ids.find(id).orElseThrow(CredentialsController::absent);
        String reason = Fields.readStrictly(body, fields -> fields.text("reason", PartnerStateController.REASON_MAX));
        endCredential.end(partner.id(), credential, reason, caller.subject());
        return credentials.of(partner.id()).stream()
                .filter(known -> known.id().equals(credential))
                .map(known -> CredentialAnswer.of(known, clock.instant()))
                .findFirst()
                .orElseThrow(CredentialsController::absent);
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "the partner has no credential with this id");
    }
}
