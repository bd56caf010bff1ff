package id.kezbek.approvals;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.shared.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the history of a setting: the people who decided the change, the time and the reason. {@code toString}
 * hides the people.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DecisionAnswer(
        String approval,
        @JsonProperty("proposed_by") String proposedBy,
        @JsonProperty("approved_by") @Nullable String approvedBy,
        @Nullable Instant at,
        String reason) {

    public static DecisionAnswer of(Approval approval) {
        return new DecisionAnswer(
                Ids.text(approval.id()),
                approval.proposedBy(),
                approval.endedBy(),
                approval.endedAt(),
                approval.reason());
    }

    @Override
    public String toString() {
        return "DecisionAnswer[" + approval + "]";
    }
}
