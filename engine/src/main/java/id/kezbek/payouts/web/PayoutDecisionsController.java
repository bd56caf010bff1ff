package id.kezbek.payouts.web;

import id.kezbek.approvals.Act;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.payouts.decision.CancelPayoutAct;
import id.kezbek.payouts.decision.ResolveAttempt.Resolution;
import id.kezbek.payouts.decision.ResolveAttemptAct;
import id.kezbek.payouts.decision.RetryPayoutAct;
import id.kezbek.payouts.decision.RoundPayoutAct;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Fields;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Decisions about attempts and payouts. Each decision is a proposal that another person must approve. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class PayoutDecisionsController {

    private static final int REASON_MAX = 500;
    private static final int OUTCOME_MAX = 10;
    private static final int REFERENCE_MAX = 60;
    private static final Pattern OUTCOME = Pattern.compile("PAID|NOT_PAID");

    private record Resolved(String outcome, @Nullable String reference, String reason) {}

    private final ProposeAct proposeAct;
    private final ResolveAttemptAct resolveAttempt;
    private final RetryPayoutAct retryPayout;
    private final CancelPayoutAct cancelPayout;
    private final RoundPayoutAct roundPayout;

    PayoutDecisionsController(
            ProposeAct proposeAct,
            ResolveAttemptAct resolveAttempt,
            RetryPayoutAct retryPayout,
            CancelPayoutAct cancelPayout,
            RoundPayoutAct roundPayout) {
        this.proposeAct = proposeAct;
        this.resolveAttempt = resolveAttempt;
        this.retryPayout = retryPayout;
        this.cancelPayout = cancelPayout;
        this.roundPayout = roundPayout;
    }

    @PostMapping("/api/v2/attempts/{id}/resolution")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> resolve(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        Resolved asked = Fields.readStrictly(body, PayoutDecisionsController::resolved);
        return propose(
                resolveAttempt,
                new ResolveAttemptAct.Arguments(
                        parsed(id, "attempt"), Resolution.valueOf(asked.outcome()), asked.reference()),
                asked.reason(),
                caller);
    }

    @PostMapping("/api/v2/payouts/{id}/retry")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> retry(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        return propose(retryPayout, new RetryPayoutAct.Arguments(parsed(id, "payout")), reason(body), caller);
    }

    @PostMapping("/api/v2/payouts/{id}/cancel")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> cancel(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        return propose(cancelPayout, cancelPayout.of(parsed(id, "payout")), reason(body), caller);
    }

    @PostMapping("/api/v2/payouts/{id}/rounding")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> round(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        return propose(roundPayout, new RoundPayoutAct.Arguments(parsed(id, "payout")), reason(body), caller);
    }

    private <A> ResponseEntity<ApprovalAnswer> propose(Act<A> act, A arguments, String reason, Caller caller) {
        return ApprovalAnswer.accepted(proposeAct.propose(act, arguments, reason, caller));
    }

    private static Resolved resolved(Fields fields) {
        String outcome = fields.text("outcome", OUTCOME_MAX, OUTCOME, "PAID or NOT_PAID");
        String reference = fields.optionalIdentifier("provider_reference", REFERENCE_MAX);
        if (reference != null && outcome.equals("NOT_PAID")) {
            fields.fault("provider_reference", "is allowed only for a paid attempt; omit it");
        }
        return new Resolved(outcome, reference, fields.text("reason", REASON_MAX));
    }

    private static String reason(byte @Nullable [] body) {
        return Fields.readStrictly(body, fields -> fields.text("reason", REASON_MAX));
    }

    private static UUID parsed(String id, String what) {
        try {
            return Ids.parse(id);
        } catch (IllegalArgumentException none) {
            throw new Refusal(ErrorCode.NOT_FOUND, "no " + what + " has this id");
        }
    }
}
