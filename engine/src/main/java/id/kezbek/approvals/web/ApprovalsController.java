package id.kezbek.approvals.web;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ApprovalArchive;
import id.kezbek.approvals.ApprovalState;
import id.kezbek.approvals.DecideApproval;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operations that list, show and decide proposals. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class ApprovalsController {

    private static final String LISTING = "approvals";
    private static final int REASON_MAX = 500;

    private record PageQuery(
            @Nullable ApprovalState state,
            boolean isForCaller,
            @Nullable UUID before,
            int limit) {}

    private final ApprovalArchive archive;
    private final DecideApproval decide;

    ApprovalsController(ApprovalArchive archive, DecideApproval decide) {
        this.archive = archive;
        this.decide = decide;
    }

    @GetMapping("/api/v2/approvals")
    @Exported("approvals")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<ApprovalAnswer> list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        PageQuery page = Query.read(
                parameters,
                query -> new PageQuery(
                        query.oneOf("state", ApprovalState.class),
                        query.isTrue("for_me"),
                        query.after(LISTING, position -> Ids.parse(position.getFirst())),
                        query.limit()));
        return Listing.of(
                archive.page(page.state(), page.isForCaller() ? caller : null, page.before(), page.limit() + 1),
                page.limit(),
                ApprovalAnswer::of,
                approval -> Cursor.of(LISTING, Ids.text(approval.id())));
    }

    @GetMapping("/api/v2/approvals/{id}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    OneApproval one(@PathVariable String id) {
        Approval approval = archive.find(parsed(id)).orElseThrow(ApprovalsController::absent);
        return OneApproval.of(approval, archive.before(approval));
    }

    @PostMapping("/api/v2/approvals/{id}/approve")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ApprovalAnswer approve(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        Fields.readNothing(body);
        return ApprovalAnswer.of(decide.approve(parsed(id), caller));
    }

    @PostMapping("/api/v2/approvals/{id}/reject")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ApprovalAnswer reject(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        return ApprovalAnswer.of(decide.reject(parsed(id), reason(body), caller));
    }

    @PostMapping("/api/v2/approvals/{id}/withdraw")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ApprovalAnswer withdraw(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        return ApprovalAnswer.of(decide.withdraw(parsed(id), reason(body), caller));
    }

    private static String reason(byte @Nullable [] body) {
        return Fields.readStrictly(body, fields -> fields.text("reason", REASON_MAX));
    }

    private static UUID parsed(String id) {
        try {
            return Ids.parse(id);
        } catch (IllegalArgumentException none) {
            throw absent();
        }
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "no approval has this id");
    }
}
