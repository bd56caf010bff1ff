package id.kezbek.access.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.access.passkeys.Passkeys;
import id.kezbek.access.passkeys.RemovePasskeysAct;
import id.kezbek.access.people.StaffDirectory;
import id.kezbek.access.people.StaffMember;
import id.kezbek.access.staff.StaffAct;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
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
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists Kezbek's staff, and proposes to add or remove a member or to change a role. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class StaffController {

    private static final String PATH = "/api/v2/staff";
    private static final int REASON_MAX = 500;
    private static final int ROLE_MAX = 10;
    private static final Pattern ROLE = Pattern.compile("ADMIN|OPERATIONS|FINANCE|AUDITOR");

    /**
     * A member of staff in responses. {@code toString} hides the person.
     *
     * @param passkeys the number of passkeys
     */
    record StaffAnswer(
            String id,
            String email,
            String name,
            String role,
            @JsonProperty("added_at") Instant addedAt,
            int passkeys) {

        static StaffAnswer of(StaffMember member, int passkeys) {
            return new StaffAnswer(
                    Ids.text(member.id()),
                    member.email(),
                    member.name(),
                    member.role().name(),
                    member.addedAt(),
                    passkeys);
        }

        @Override
        public String toString() {
            return "StaffAnswer[" + id + ", " + role + "]";
        }
    }

    private record Asked(StaffAct.Arguments arguments, String reason) {}

    private final StaffDirectory directory;
    private final ProposeAct proposeAct;
    private final StaffAct staffAct;
    private final RemovePasskeysAct removePasskeys;
    private final Passkeys passkeys;
    private final Ids ids;

    StaffController(
            StaffDirectory directory,
            ProposeAct proposeAct,
            StaffAct staffAct,
            RemovePasskeysAct removePasskeys,
            Passkeys passkeys,
            Ids ids) {
        this.directory = directory;
        this.proposeAct = proposeAct;
        this.staffAct = staffAct;
        this.removePasskeys = removePasskeys;
        this.passkeys = passkeys;
        this.ids = ids;
    }

    /** Returns all members of staff in one response, because there are few members. */
    @GetMapping(PATH)
    @Exported("staff")
    @Allow({Role.ADMIN, Role.AUDITOR})
    Listing<StaffAnswer> list(@RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        Map<UUID, Integer> counts = passkeys.counts();
        return new Listing<>(
                directory.all().stream()
                        .map(member -> StaffAnswer.of(member, counts.getOrDefault(member.id(), 0)))
                        .toList(),
                null);
    }

    @PostMapping(PATH)
    @Allow(Role.ADMIN)
    ResponseEntity<ApprovalAnswer> add(
            Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        String id = Ids.text(ids.next());
        return propose(
                Fields.readStrictly(
                        body,
                        fields -> new Asked(
                                new StaffAct.Arguments(
                                        StaffAct.Change.ADD,
                                        id,
                                        fields.email("email"),
                                        fields.identifier("name", StaffMember.NAME_MAX),
                                        role(fields)),
                                reason(fields))),
                caller);
    }

    @PostMapping(PATH + "/{id}/role")
    @Allow(Role.ADMIN)
    ResponseEntity<ApprovalAnswer> changeRole(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        requireThere(id);
        return propose(
                Fields.readStrictly(
                        body,
                        fields -> new Asked(
                                new StaffAct.Arguments(StaffAct.Change.CHANGE_ROLE, id, null, null, role(fields)),
                                reason(fields))),
                caller);
    }

    @PostMapping(PATH + "/{id}/remove")
    @Allow(Role.ADMIN)
    ResponseEntity<ApprovalAnswer> remove(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        requireThere(id);
        return propose(
                Fields.readStrictly(
                        body,
                        fields -> new Asked(
                                new StaffAct.Arguments(StaffAct.Change.REMOVE, id, null, null, null), reason(fields))),
                caller);
    }

    /** Proposes to remove the passkeys of a person who lost them. */
    @PostMapping(PATH + "/{id}/passkeys/remove")
    @Allow(Role.ADMIN)
    ResponseEntity<ApprovalAnswer> removePasskeys(
            Caller caller,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        requireThere(id);
        String reason = Fields.readStrictly(body, StaffController::reason);
        RemovePasskeysAct.Arguments arguments = new RemovePasskeysAct.Arguments(id);
        removePasskeys.requireAnother(arguments, caller.subject());
        return ApprovalAnswer.accepted(proposeAct.propose(removePasskeys, arguments, reason, caller));
    }

    private ResponseEntity<ApprovalAnswer> propose(Asked asked, Caller caller) {
        return ApprovalAnswer.accepted(proposeAct.propose(staffAct, asked.arguments(), asked.reason(), caller));
    }

    private void requireThere(String id) {
        if (Ids.find(id).filter(directory::isThere).isEmpty()) {
            throw new Refusal(ErrorCode.NOT_FOUND, "no member of staff has this id");
        }
    }

    /** An unknown role becomes a field error. The request is then refused, so the returned AUDITOR is never used. */
    private static Role role(Fields fields) {
        String role = fields.text("role", ROLE_MAX, ROLE, "ADMIN, OPERATIONS, FINANCE or AUDITOR");
        return ROLE.matcher(role).matches() ? Role.valueOf(role) : Role.AUDITOR;
    }

    private static String reason(Fields fields) {
        return fields.text("reason", REASON_MAX);
    }
}
