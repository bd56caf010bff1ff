package id.kezbek.partners.credentials;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.ApprovalArchive;
import id.kezbek.approvals.ApprovalState;
import id.kezbek.partners.Credential;
import id.kezbek.partners.IssueCredential;
import id.kezbek.partners.Partner;
import id.kezbek.partners.records.PartnerChanges;
import id.kezbek.partners.records.Partners;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Creates the approved credential and shows it to its proposer only once. */
@Component
public class CollectCredential {

    /** The time within which the proposer must collect the credential after the approval. */
    static final Duration WITHIN = Duration.ofDays(1);

    /** The new credential. Key and secret are shown only in this response. */
    public record Collected(UUID id, Credential credential, Instant createdAt) {}

    private final ApprovalArchive approvals;
    private final Partners partners;
    private final Credentials credentials;
    private final IssueCredential issueCredential;
    private final PartnerChanges changes;
    private final TransactionTemplate transactions;
    private final Clock clock;

    CollectCredential(
            ApprovalArchive approvals,
            Partners partners,
            Credentials credentials,
            IssueCredential issueCredential,
            PartnerChanges changes,
            TransactionTemplate transactions,
            Clock clock) {
        this.approvals = approvals;
        this.partners = partners;
        this.credentials = credentials;
        this.issueCredential = issueCredential;
        this.changes = changes;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Creates the credential.
     *
     * @throws Refusal NOT_FOUND if this is not an approval of a credential of this partner; FORBIDDEN for a person
     *     other than the proposer; STATE_CONFLICT if the approval is missing, already used or too old, or if {@code
     *     others_end_at} has passed
     */
    public Collected collect(Partner partner, UUID approval, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            partners.lock(partner.id());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            CredentialAct.Arguments agreed = agreed(partner, approval, caller, now);
            credentials.requireRoom(partner.id(), now);
            Instant othersEndAt = agreed.othersEndAt();
            if (othersEndAt != null) {
                credentials.endAll(partner.id(), othersEndAt);
            }
            IssueCredential.Issued issued = issueCredential.issueIn(partner.id(), approval, now);
            Map<String, String> detail =
                    new HashMap<>(Map.of("credential", Ids.text(issued.id()), "approval", Ids.text(approval)));
            if (othersEndAt != null) {
                detail.put("others_end_at", othersEndAt.toString());
            }
            changes.record(PartnerChanges.Kind.CREDENTIAL_ISSUED, partner.id(), caller.subject(), Map.copyOf(detail));
            return new Collected(issued.id(), issued.credential(), now);
        }));
    }

    private CredentialAct.Arguments agreed(Partner partner, UUID id, Caller caller, Instant now) {
        Approval approval = approvals
                .find(id)
                .filter(found -> found.kind().equals(CredentialAct.KIND))
                .orElseThrow(CollectCredential::absent);
        CredentialAct.Arguments agreed =
                JsonMapper.shared().readValue(approval.arguments(), CredentialAct.Arguments.class);
        if (!agreed.partner().equals(partner.code())) {
            throw absent();
        }
        if (!approvals.isProposer(approval, caller)) {
            throw new Refusal(ErrorCode.FORBIDDEN, "only the person who proposed the credential can collect it");
        }
        Instant endedAt = approval.endedAt();
        if (approval.state() != ApprovalState.APPROVED || endedAt == null) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the approval is " + approval.state() + ", not APPROVED");
        }
        if (!now.isBefore(endedAt.plus(WITHIN))) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the approval is more than a day old; make a new proposal");
        }
        if (credentials.isCollected(id)) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the credential was already collected; it is shown only once");
        }
        Instant othersEndAt = agreed.othersEndAt();
        if (othersEndAt != null && !othersEndAt.isAfter(now)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "others_end_at, " + othersEndAt + ", has passed; make a new proposal with a later time");
        }
        return agreed;
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "this approval is not for a credential of this partner");
    }
}
