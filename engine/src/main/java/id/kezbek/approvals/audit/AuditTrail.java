package id.kezbek.approvals.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the audit log for auditors, newest entry first. */
@Component
public class AuditTrail {

    /**
     * An entry of the log.
     *
     * @param actor the actor's id in the chain
     * @param subject the changed object
     * @param name the actor's name; null after erasure
     * @param detail the details as a JSON object, with the names and addresses that are not deleted yet
     */
    public record Line(
            long number,
            Instant at,
            String actor,
            @Nullable String name,
            String act,
            String subject,
            String detail,
            byte[] hash) {

        private Line told(String otherDetail) {
            return new Line(number, at, actor, name, act, subject, otherDetail, hash);
        }
    }

    /**
     * The request for a page.
     *
     * @param before only lines below this number; null for the first page
     * @param limit the maximum number of lines
     */
    public record Page(
            @Nullable String act,
            @Nullable String subject,
            @Nullable Long before,
            int limit) {}

    private final JdbcClient jdbc;
    private final PersonalDetails personalDetails;
    private final ActorSeals seals;

    AuditTrail(JdbcClient jdbc, PersonalDetails personalDetails, ActorSeals seals) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.personalDetails = personalDetails;
    }

    private @Nullable String name(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("sealed");
        return sealed == null
                ? row.getString("name")
                : seals.open(sealed, ActorSeals.ofActor(row.getString("actor")), "");
    }

    public List<Line> page(Page page) {
        List<Line> lines = jdbc.sql("""
                        select l.number, l.at, l.actor, a.subject as name, a.sealed_subject as sealed, l.act, l.subject, l.detail, l.hash
                        from approvals.audit l left join approvals.actor a on a.id = l.actor
                        where l.number < coalesce(:before, 9223372036854775807)
                          and (:act::text is null or l.act = :act)
                          and (:subject::text is null or l.subject = :subject)
                        order by l.number desc limit :limit""")
                .param("before", page.before(), java.sql.Types.BIGINT)
                .param("act", page.act(), java.sql.Types.VARCHAR)
                .param("subject", page.subject(), java.sql.Types.VARCHAR)
                .param("limit", page.limit())
                .query((row, n) -> new Line(
                        row.getLong("number"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        name(row),
                        row.getString("act"),
                        row.getString("subject"),
                        row.getString("detail"),
                        row.getBytes("hash")))
                .list();
        UnaryOperator<String> withTexts =
                personalDetails.intoThese(lines.stream().map(Line::detail).toList());
        return lines.stream()
                .map(line -> line.told(withTexts.apply(line.detail())))
                .toList();
    }
}
