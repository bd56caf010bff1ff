package id.kezbek.approvals.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
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
     * The request for a page. Null selects all.
     *
     * @param actor only entries of this person: a name or an e-mail address in any case, or the actor's id in the chain
     * @param from written at this time or later
     * @param to written before this time
     * @param before only lines below this number; null for the first page
     * @param limit the maximum number of lines
     */
    public record Page(
            @Nullable String actor,
            @Nullable String act,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before,
            int limit) {

        /** The first lines of an act. */
        public static Page of(String act, int limit) {
            return new Page(null, act, null, null, null, null, limit);
        }

        /** The same page with one more line, which shows whether another page follows. */
        public Page oneMore() {
            return new Page(actor, act, subject, from, to, before, limit + 1);
        }
    }

    /** The maximum difference between the clocks of processes, which write the lines in turn. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    /**
     * A period's lines have consecutive numbers, except for lines near its start and end. Two lines from the index by
     * time limit the numbers, so that the index by number finds the period.
     */
    private static final String FROM = " " + """
            and l.at >= :from and l.number >= (
              select number from approvals.audit where at >= :fromEarlier order by at, number limit 1)""";

    private static final String TO = " " + """
            and l.at < :to and l.number <= (
              select number from approvals.audit where at < :toLater order by at desc, number desc limit 1)""";

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
        StringBuilder conditions = new StringBuilder("true");
        if (page.before() != null) {
            conditions.append(" and l.number < :before");
        }
        if (page.actor() != null) {
            conditions.append(" and l.actor = any(:actors)");
        }
        if (page.act() != null) {
            conditions.append(" and l.act = :act");
        }
        if (page.subject() != null) {
            conditions.append(" and l.subject = :subject");
        }
        if (page.from() != null) {
            conditions.append(FROM);
        }
        if (page.to() != null) {
            conditions.append(TO);
        }
        List<Line> lines = jdbc.sql("""
                        select l.number, l.at, l.actor, a.subject as name, a.sealed_subject as sealed, l.act, l.subject, l.detail, l.hash
                        from approvals.audit l left join approvals.actor a on a.id = l.actor
                        where %s order by l.number desc limit :limit""".formatted(conditions))
                .param("before", page.before())
                .param("actors", page.actor() == null ? null : actors(page.actor()))
                .param("act", page.act())
                .param("subject", page.subject())
                .param("from", at(page.from(), Duration.ZERO))
                .param("fromEarlier", at(page.from(), CLOCKS_DIFFER.negated()))
                .param("to", at(page.to(), Duration.ZERO))
                .param("toLater", at(page.to(), CLOCKS_DIFFER))
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

    /** The ids of this person in the chain. */
    private String[] actors(String name) {
        return jdbc.sql("""
                        select id from approvals.actor
                        where subject_hash = :hash or lower(subject) = lower(:name) or id = lower(:name)""")
                .param("hash", seals.hash(name))
                .param("name", name)
                .query(String.class)
                .list()
                .toArray(String[]::new);
    }

    private static @Nullable Timestamp at(@Nullable Instant time, Duration later) {
        return time == null ? null : Timestamp.from(time.plus(later));
    }
}
