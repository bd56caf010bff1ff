package id.kezbek.partners.officers;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.ApprovalArchive;
import id.kezbek.approvals.DecideApproval;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.partners.Officer;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Officers that staff proposed and that are neither confirmed nor approved yet. */
@Component
public class ProposedOfficers {

    /** @param approval the open approval: another member of staff may approve, if no officer of the partner confirms */
    public record Proposed(AddOfficerAct.Arguments arguments, UUID approval, Instant proposedAt, Instant expiresAt) {}

    private final JdbcClient jdbc;
    private final ApprovalArchive approvals;
    private final DecideApproval decide;
    private final ProposeAct propose;
    private final AddOfficerAct act;
    private final ChangeOfficers officers;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    ProposedOfficers(
            JdbcClient jdbc,
            ApprovalArchive approvals,
            DecideApproval decide,
            ProposeAct propose,
            AddOfficerAct act,
            ChangeOfficers officers,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.jdbc = jdbc;
        this.approvals = approvals;
        this.decide = decide;
        this.propose = propose;
        this.act = act;
        this.officers = officers;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Proposes an officer on behalf of a member of staff. The partner's officers get an e-mail.
     *
     * @throws Refusal for the same reasons as {@link ProposeAct#propose}
     */
    public Approval propose(
            PartnerProfile partner, String name, String email, Language language, String reason, Caller caller) {
        UUID id = ids.next();
        AddOfficerAct.Arguments arguments =
                new AddOfficerAct.Arguments(partner.code(), Ids.text(id), name, email, language);
        return Objects.requireNonNull(transactions.execute(status -> {
            Approval proposed = propose.propose(act, arguments, reason, caller);
            officers.tellProposed(
                    new Officer(id, null, partner.id(), name, email, language.code(), proposed.proposedAt()));
            return proposed;
        }));
    }

    /** A partner's proposed officers, in order of proposal. */
    public List<Proposed> of(String partner) {
        Instant now = clock.instant();
        return jdbc
                .sql(
                        "select id, arguments, proposed_at, expires_at, sealed_arguments from approvals.open_officers_sealed(?)")
                .param(partner)
                .query((row, n) -> new Proposed(
                        JsonMapper.shared()
                                .readValue(
                                        approvals.arguments(
                                                row.getObject(1, UUID.class), row.getBytes(5), row.getString(2)),
                                        AddOfficerAct.Arguments.class),
                        row.getObject(1, UUID.class),
                        row.getTimestamp(3).toInstant(),
                        row.getTimestamp(4).toInstant()))
                .list()
                .stream()
                .filter(proposed -> proposed.expiresAt().isAfter(now))
                .toList();
    }

    /**
     * Confirms a proposed officer on behalf of an officer of the partner.
     *
     * @throws Refusal NOT_FOUND if the partner has no proposed officer with this id; also for the same reasons as
     *     {@link DecideApproval#approve}
     */
    public void confirm(String partner, UUID officer, Caller caller) {
        decide.approve(approval(partner, officer), caller);
    }

    /** Declines a proposed officer on behalf of an officer of the partner. */
    public void decline(String partner, UUID officer, Caller caller) {
        decide.reject(approval(partner, officer), "an officer of the partner declined the proposal", caller);
    }

    public boolean isProposed(String partner, UUID officer) {
        return of(partner).stream()
                .anyMatch(proposed -> proposed.arguments().officer().equals(Ids.text(officer)));
    }

    private UUID approval(String partner, UUID officer) {
        if (!isProposed(partner, officer)) {
            throw new Refusal(ErrorCode.NOT_FOUND, "the partner has no proposed officer with this id");
        }
        return approvals
                .findOpen(AddOfficerAct.KIND, AddOfficerAct.subject(Ids.text(officer)))
                .map(Approval::id)
                .orElseThrow(
                        () -> new Refusal(ErrorCode.NOT_FOUND, "the partner has no proposed officer with this id"));
    }
}
