package id.kezbek.reconciliation.matching;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the lines of statements that were matched with an attempt. */
@Component
public class MatchedLines {

    private static final int BY_PEOPLE = 9;

    /**
     * A matched line.
     *
     * @param role PAYMENT, FEE, VAT or REVERSAL
     * @param amount the amount that the line adds to our money at the provider; negative for a payment
     * @param isByPeople whether two people matched the line with the attempt
     */
    public record Line(
            String role,
            UUID statement,
            String provider,
            int number,
            Money amount,
            Instant at,
            @Nullable String providerReference,
            Instant matchedAt,
            boolean isByPeople) {}

    private final JdbcClient jdbc;

    MatchedLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The lines of an attempt: at most one for each role. */
    public List<Line> of(UUID attempt) {
        return jdbc.sql("""
                        select m.role, m.file, f.provider, m.number, l.amount, l.at, l.provider_reference, m.matched_at, m.step
                        from reconciliation.match m
                          join reconciliation.line l on l.file = m.file and l.number = m.number and l.part = m.part
                          join reconciliation.file f on f.id = m.file
                        where m.attempt = ? and m.active
                        order by m.matched_at, m.role""")
                .param(attempt)
                .query((row, n) -> new Line(
                        row.getString("role"),
                        row.getObject("file", UUID.class),
                        row.getString("provider"),
                        row.getInt("number"),
                        Money.rupiah(row.getBigDecimal("amount")),
                        row.getTimestamp("at").toInstant(),
                        row.getString("provider_reference"),
                        row.getTimestamp("matched_at").toInstant(),
                        row.getInt("step") == BY_PEOPLE))
                .list();
    }
}
