package id.kezbek.approvals.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import id.kezbek.approvals.Approval;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.records.ShownArguments;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An approval with the current values of the fields that the proposal would change.
 *
 * @param before the arguments with their current values; absent if the proposal replaces no values or is already
 *     decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OneApproval(
        @JsonUnwrapped ApprovalAnswer approval, @Nullable JsonNode before) {

    static OneApproval of(Approval approval, Optional<String> before) {
        return new OneApproval(
                ApprovalAnswer.of(approval), before.map(ShownArguments::of).orElse(null));
    }
}
