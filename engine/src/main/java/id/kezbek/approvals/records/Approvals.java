package id.kezbek.approvals.records;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.ApprovalState;
import id.kezbek.approvals.audit.ActorSeals;
import id.kezbek.approvals.audit.Actors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of approvals. */
@Component
public class Approvals {

    private static final String COLUMNS = """
            select id, kind, state, subject, summary, arguments::text, sealed_arguments, reason, warnings, proposed_by, proposer,
              proposed_at, expires_at, ended_by, decider, ended_at, ended_reason from approvals.approval
            """;

    /** The number of the advisory lock for decisions; an arbitrary number that no other code uses. */
    private static final long DECISIONS = 0x6465636964L;

    private final JdbcClient jdbc;
    private final ActorSeals seals;
    private final Actors actors;

    Approvals(JdbcClient jdbc, ActorSeals seals, Actors actors) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.actors = actors;
    }

    /**
     * Adds the proposal. Adds nothing and returns false if a proposal of this kind is open for the subject, or if an
     * open proposal has the same claim.
     */
    public boolean add(Approval proposed, @Nullable String claim) {
        boolean isClear = seals.areClear();
        String arguments = proposed.arguments();
        return jdbc.sql("""
                                insert into approvals.approval (id, kind, state, subject, summary, arguments, sealed_arguments,
                                  reason, warnings, proposed_by, proposer, proposed_at, expires_at, claim)
                                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                        .param(proposed.id())
                        .param(proposed.kind())
                        .param(proposed.state().name())
                        .param(proposed.subject())
                        .param(proposed.summary())
                        .param(isClear ? arguments : Acts.partnerAlone(arguments))
                        .param(isClear ? null : seals.seal(arguments, ActorSeals.ofArguments(proposed.id())))
                        .param(proposed.reason())
                        .param(proposed.warnings().toArray(String[]::new))
                        .param(actors.mentioned(proposed.proposedBy()))
                        .param(proposed.proposer())
                        .param(Timestamp.from(proposed.proposedAt()))
                        .param(Timestamp.from(proposed.expiresAt()))
                        .param(claim)
                        .update()
                == 1;
    }

    public Optional<Approval> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = ?")
                .param(id)
                .query((row, n) -> approval(row))
                .optional()
                .map(this::named);
    }

    public Optional<Approval> findForUpdate(UUID id) {
        return jdbc.sql(COLUMNS + "where id = ? for update")
                .param(id)
                .query((row, n) -> approval(row))
                .optional()
                .map(this::named);
    }

    /** Locks open proposals that have expired; skips proposals that another transaction is deciding. */
    List<Approval> lockOverdue(Instant now, int limit) {
        return jdbc
                .sql(
                        COLUMNS
                                + "where state = 'PROPOSED' and expires_at <= ? order by expires_at limit ? for update skip locked")
                .params(Timestamp.from(now), limit)
                .query((row, n) -> approval(row))
                .list()
                .stream()
                .map(this::named)
                .toList();
    }

    /**
     * Makes decisions run one after the other, so that the removal of a person cannot overlap with the approval of that
     * person's proposal. A decision must take this lock before all other locks.
     */
    public void lockDecisions() {
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(DECISIONS)
                .query((row, n) -> n)
                .single();
    }

    /**
     * Locks and returns a person's open proposals. Proposals that are older than person ids are found by e-mail
     * address.
     */
    public List<Approval> lockOpenOf(UUID person, String address) {
        return jdbc
                .sql(COLUMNS + """
                        where state = 'PROPOSED' and (proposer = ? or proposer is null and lower(proposed_by) = any(?))
                        order by id for update""")
                .params(person, actors.formsOf(address))
                .query((row, n) -> approval(row))
                .list()
                .stream()
                .map(this::named)
                .toList();
    }

    /** The open proposal of this kind for this subject. */
    public Optional<Approval> findOpen(String kind, String subject) {
        return jdbc.sql(COLUMNS + "where state = 'PROPOSED' and kind = ? and subject = ?")
                .params(kind, subject)
                .query((row, n) -> approval(row))
                .optional()
                .map(this::named);
    }

    /** The open proposal with this claim. */
    public Optional<Approval> claiming(String claim) {
        return jdbc.sql(COLUMNS + "where claim = ? and state = 'PROPOSED'")
                .param(claim)
                .query((row, n) -> approval(row))
                .optional()
                .map(this::named);
    }

    /** Adds the person's id to proposals and decisions that are older than person ids. */
    public void assign(UUID person, String address) {
        // An earlier version may have let a person with two spellings of one e-mail address decide the person's own
        // proposal. For such a proposal, only one of the two columns gets the person's id.
        jdbc.sql("""
                        update approvals.approval set proposer = ?
                        where proposer is null and lower(proposed_by) = any(?)
                          and (state <> 'APPROVED' or decider is distinct from ?)""").params(person, actors.formsOf(address), person).update();
        jdbc.sql("""
                        update approvals.approval set decider = ?
                        where decider is null and lower(ended_by) = any(?) and proposer is distinct from ?""").params(person, actors.formsOf(address), person).update();
    }

    /**
     * A person who decides about other people's open proposals.
     *
     * @param kinds the kinds that the person's role may approve
     */
    public record Decider(Approval.Actor person, List<String> kinds) {}

    /**
     * Reads one page, newest first.
     *
     * @param decider only open proposals of other people that this person's role may approve; null for all proposals
     * @param before the last id of the previous page; null for the first page
     */
    public List<Approval> page(
            @Nullable ApprovalState state, @Nullable Decider decider, @Nullable UUID before, int limit) {
        return jdbc
                .sql(COLUMNS + """
                        where (:state::text is null or state = :state) and (:before::uuid is null or id < :before)
                          and (:kinds::text[] is null or state = 'PROPOSED' and kind = any(:kinds)
                            and lower(proposed_by) <> all(:names) and (proposer = :person) is not true)
                        order by id desc limit :limit""")
                .param("state", state == null ? null : state.name(), Types.VARCHAR)
                .param("kinds", decider == null ? null : decider.kinds().toArray(String[]::new), Types.ARRAY)
                .param(
                        "names",
                        actors.formsOf(decider == null ? null : decider.person().name()))
                .param("person", decider == null ? null : decider.person().person(), Types.OTHER)
                .param("before", before, Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> approval(row))
                .list()
                .stream()
                .map(this::named)
                .toList();
    }

    /** Records the decision about an open proposal, or the expiry of the proposal. */
    public void end(Approval ended) {
        int changed = jdbc.sql("""
                        update approvals.approval set state = ?, warnings = ?, ended_by = ?, decider = ?, ended_at = ?,
                          ended_reason = ?
                        where id = ? and state = 'PROPOSED'""")
                .param(ended.state().name())
                .param(ended.warnings().toArray(String[]::new))
                .param(actors.mentionedOrNobody(ended.endedBy()))
                .param(ended.decider())
                .param(ended.endedAt() == null ? null : Timestamp.from(ended.endedAt()))
                .param(ended.endedReason())
                .param(ended.id())
                .update();
        if (changed != 1) {
            throw new IllegalStateException("The approval changed although it was locked");
        }
    }

    /**
     * Replaces stored mentions by readable names. The mentions are replaced after all rows were read, so that one
     * connection is enough.
     */
    private Approval named(Approval kept) {
        return kept.naming(actors.named(kept.proposedBy()), actors.namedOrNobody(kept.endedBy()));
    }

    private Approval approval(ResultSet row) throws SQLException {
        Timestamp endedAt = row.getTimestamp("ended_at");
        UUID id = row.getObject("id", UUID.class);
        return new Approval(
                id,
                row.getString("kind"),
                ApprovalState.valueOf(row.getString("state")),
                row.getString("subject"),
                row.getString("summary"),
                seals.open(row.getBytes("sealed_arguments"), ActorSeals.ofArguments(id), row.getString("arguments")),
                row.getString("reason"),
                List.of((String[]) row.getArray("warnings").getArray()),
                row.getString("proposed_by"),
                row.getObject("proposer", UUID.class),
                row.getTimestamp("proposed_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("ended_by"),
                row.getObject("decider", UUID.class),
                endedAt == null ? null : endedAt.toInstant(),
                row.getString("ended_reason"));
    }
}
