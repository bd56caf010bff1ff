package id.kezbek.approvals;

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
class Approvals {

    private static final String COLUMNS = """
            select id, kind, state, subject, summary, arguments::text, reason, warnings, proposed_by, proposed_at, expires_at,
              ended_by, ended_at, ended_reason from approvals.approval
            """;

    private final JdbcClient jdbc;

    Approvals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether it was added; it is not where a proposal of its kind is open for its subject, or one has its claim. */
    boolean add(Approval proposed, @Nullable String claim) {
        return jdbc.sql("""
                                insert into approvals.approval (id, kind, state, subject, summary, arguments, reason,
                                  warnings, proposed_by, proposed_at, expires_at, claim)
                                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                        .params(
                                proposed.id(),
                                proposed.kind(),
                                proposed.state().name(),
                                proposed.subject(),
                                proposed.summary(),
                                proposed.arguments(),
                                proposed.reason(),
                                proposed.warnings().toArray(String[]::new),
                                proposed.proposedBy(),
                                Timestamp.from(proposed.proposedAt()),
                                Timestamp.from(proposed.expiresAt()),
                                claim)
                        .update()
                == 1;
    }

    Optional<Approval> find(UUID id) {
        return jdbc.sql(COLUMNS + "where id = ?")
                .param(id)
                .query((row, n) -> approval(row))
                .optional();
    }

    Optional<Approval> findForUpdate(UUID id) {
        return jdbc.sql(COLUMNS + "where id = ? for update")
                .param(id)
                .query((row, n) -> approval(row))
                .optional();
    }

    /** Open ones whose time is over and that nobody is deciding about at this moment. */
    List<Approval> lockOverdue(Instant now, int limit) {
        return jdbc.sql(
                        COLUMNS
                                + "where state = 'PROPOSED' and expires_at <= ? order by expires_at limit ? for update skip locked")
                .params(Timestamp.from(now), limit)
                .query((row, n) -> approval(row))
                .list();
    }

    /** The open proposal that has this claim. */
    Optional<Approval> claiming(String claim) {
        return jdbc.sql(COLUMNS + "where claim = ? and state = 'PROPOSED'")
                .param(claim)
                .query((row, n) -> approval(row))
                .optional();
    }

    /** Newest first; {@code before} is the id of the last one that was seen. */
    List<Approval> page(@Nullable ApprovalState state, @Nullable UUID before, int limit) {
        return jdbc.sql(COLUMNS + """
                        where (:state::text is null or state = :state) and (:before::uuid is null or id < :before)
                        order by id desc limit :limit""")
                .param("state", state == null ? null : state.name(), Types.VARCHAR)
                .param("before", before, Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> approval(row))
                .list();
    }

    /** Writes the end of an open one. */
    void end(Approval ended) {
        int changed = jdbc.sql("""
                        update approvals.approval set state = ?, warnings = ?, ended_by = ?, ended_at = ?, ended_reason = ?
                        where id = ? and state = 'PROPOSED'""")
                .param(ended.state().name())
                .param(ended.warnings().toArray(String[]::new))
                .param(ended.endedBy())
                .param(ended.endedAt() == null ? null : Timestamp.from(ended.endedAt()))
                .param(ended.endedReason())
                .param(ended.id())
                .update();
        if (changed != 1) {
            throw new IllegalStateException("The approval was locked and has changed all the same");
        }
    }

    private static Approval approval(ResultSet row) throws SQLException {
        Timestamp endedAt = row.getTimestamp("ended_at");
        return new Approval(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                ApprovalState.valueOf(row.getString("state")),
                row.getString("subject"),
                row.getString("summary"),
                row.getString("arguments"),
                row.getString("reason"),
                List.of((String[]) row.getArray("warnings").getArray()),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("ended_by"),
                endedAt == null ? null : endedAt.toInstant(),
                row.getString("ended_reason"));
    }
}
