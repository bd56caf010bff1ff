package id.kezbek.approvals;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.records.ShownArguments;
import id.kezbek.shared.Ids;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/**
 * An approval in responses of API v2. {@code toString} hides the people.
 *
 * @param warnings warnings that do not block the proposal. For an approved proposal, they were computed at the
 *     approval, otherwise at the proposal
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApprovalAnswer(
        String id,
        String kind,
        String state,
        String subject,
        String summary,
        JsonNode arguments,
        String reason,
        List<String> warnings,
        @JsonProperty("proposed_by") String proposedBy,
        @JsonProperty("proposed_at") Instant proposedAt,
        @JsonProperty("expires_at") Instant expiresAt,
        @JsonProperty("ended_by") @Nullable String endedBy,
        @JsonProperty("ended_at") @Nullable Instant endedAt,
        @JsonProperty("ended_reason") @Nullable String endedReason) {

    public static ApprovalAnswer of(Approval approval) {
        return new ApprovalAnswer(
                Ids.text(approval.id()),
                approval.kind(),
                approval.state().name(),
                approval.subject(),
                approval.summary(),
                ShownArguments.of(approval.arguments()),
                approval.reason(),
                approval.warnings(),
                approval.proposedBy(),
                approval.proposedAt(),
                approval.expiresAt(),
                approval.endedBy(),
                approval.endedAt(),
                approval.endedReason());
    }

    /** The response to a proposal: 202 and the approval's URL. */
    public static ResponseEntity<ApprovalAnswer> accepted(Approval proposed) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v2/approvals/" + Ids.text(proposed.id())))
                .body(of(proposed));
    }

    @Override
    public String toString() {
        return "ApprovalAnswer[" + id + ", " + state + "]";
    }
}
