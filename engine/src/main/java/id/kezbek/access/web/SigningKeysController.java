package id.kezbek.access.web;

import id.kezbek.access.tokens.RotateSigningKeyAct;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proposes a new signing key. The keys are never shown. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class SigningKeysController {

    private static final int REASON_MAX = 500;

    private record Asked(RotateSigningKeyAct.Arguments arguments, String reason) {}

    private final ProposeAct proposeAct;
    private final RotateSigningKeyAct rotateSigningKey;

    SigningKeysController(ProposeAct proposeAct, RotateSigningKeyAct rotateSigningKey) {
        this.proposeAct = proposeAct;
        this.rotateSigningKey = rotateSigningKey;
    }

    @PostMapping("/api/v2/signing-keys:rotate")
    @Allow(Role.ADMIN)
    ResponseEntity<ApprovalAnswer> rotate(
            Caller caller,
            @RequestParam MultiValueMap<String, String> parameters,
            @RequestBody(required = false) byte @Nullable [] body) {
        Query.readNone(parameters);
        Asked asked = Fields.readStrictly(
                body,
                fields -> new Asked(
                        new RotateSigningKeyAct.Arguments(fields.bool("end_former")),
                        fields.text("reason", REASON_MAX)));
        return ApprovalAnswer.accepted(proposeAct.propose(rotateSigningKey, asked.arguments(), asked.reason(), caller));
    }
}
