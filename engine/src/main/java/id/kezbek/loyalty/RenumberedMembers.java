package id.kezbek.loyalty;

import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Customers whose phone numbers an older engine stored in another notation, and the results of merging their rows. */
@Component
public class RenumberedMembers {

    /** The result for a customer's row. */
    public enum Outcome {
        /** The customer had only this row; the row now has the canonical phone number. */
        RENAMED,
        /** The row was merged with another row of the customer. */
        MERGED,
        /** The stored number cannot be a mobile number. The row remains unchanged, and people must check it. */
        IMPOSSIBLE
    }

    /**
     * A portion of all customers.
     *
     * @param suspects the customers with a phone number that is possibly not canonical
     * @param last the start of the next portion; null if there is no next portion
     */
    public record Part(List<MemberKey> suspects, @Nullable MemberKey last) {}

    /**
     * A copy of a customer's row as it was before the merge.
     *
     * @param canonical the customer's canonical number; null if the stored number is invalid
     * @param standing the row's standing
     */
    public record Kept(
            MemberKey member,
            Instant at,
            Outcome outcome,
            @Nullable Msisdn canonical,
            Standing standing,
            Totals totals) {}

    /** The position of a record in the list. */
    public record Place(Instant at, long partner, String msisdn) {

        public static Place of(Kept kept) {
            return new Place(
                    kept.at(),
                    kept.member().partner().value(),
                    kept.member().msisdn().digits());
        }
    }

    private record Row(MemberKey key, Standing standing, int version, Totals totals) {}

    private record Walked(MemberKey key, boolean isSuspect, int place) {}

    /**
     * The number of customers that are checked at a time. Most customers have canonical phone numbers, and the query
     * does not return these customers.
     */
    private static final int LOOKED_AT = 10_000;

    private static final String COLUMNS =
            "partner, msisdn, tier, recurring, entry, expires_on, version, purchases, amount, cashback, rewards";

    private final JdbcClient jdbc;

    RenumberedMembers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next portion of the customers; null means the first portion. The query skips canonical Indonesian phone
     * numbers.
     */
    public Part next(@Nullable MemberKey after) {
        List<Walked> walked = jdbc.sql("""
                        select partner, msisdn, is_suspect, place from (
                          select partner, msisdn, msisdn !~ '^628[1-9][0-9]{7,10}$' as is_suspect,
                            row_number() over (order by partner, msisdn) as place
                          from loyalty.member where (partner, msisdn) > (?, ?) order by partner, msisdn limit ?) as walked
                        where is_suspect or place = ? order by partner, msisdn""")
                .params(
                        after == null ? Long.MIN_VALUE : after.partner().value(),
                        after == null ? "" : after.msisdn().digits(),
                        LOOKED_AT,
                        LOOKED_AT)
                .query((row, n) -> new Walked(key(row), row.getBoolean("is_suspect"), row.getInt("place")))
                .list();
        List<MemberKey> suspects = walked.stream()
                .filter(Walked::isSuspect)
                .map(Walked::key)
                .filter(key -> !key.msisdn().isCanonical())
                .toList();
        Walked last = walked.isEmpty() ? null : walked.getLast();
        return new Part(suspects, last != null && last.place() == LOOKED_AT ? last.key() : null);
    }

    /**
     * Merges all rows of a customer in the caller's transaction. Locks the rows in key order.
     *
     * @param customer the customer with the canonical number
     * @return the results for rows with other notations; empty if another run has already merged the rows
     * @throws ConcurrencyFailureException if a purchase created the canonical row in the meantime; then nothing is
     *     written
     */
    public List<Kept> merge(MemberKey customer, Ladder ladder, Instant now) {
        List<Row> rows = jdbc.sql(
                        "select " + COLUMNS
                                + " from loyalty.member where partner = ? and msisdn = any(?) order by partner, msisdn for update")
                .params(
                        customer.partner().value(),
                        customer.msisdn().spellings().toArray(String[]::new))
                .query((row, n) -> row(row))
                .list();
        List<Row> others =
                rows.stream().filter(row -> !row.key().equals(customer)).toList();
        if (others.isEmpty()) {
            return List.of();
        }
        Standing standing = ladder.merged(rows.stream().map(Row::standing).toList(), Jakarta.dayOf(now));
        Totals totals = rows.stream().map(Row::totals).reduce(Totals::plus).orElseThrow();
        int version = rows.stream()
                .filter(row -> row.key().equals(customer))
                .mapToInt(Row::version)
                .findFirst()
                .orElse(0);
        write(customer, standing, version + 1, totals, forgotten(customer));
        List<Kept> kept = new ArrayList<>();
        for (Row row : others) {
            kept.add(keep(row, rows.size() == 1 ? Outcome.RENAMED : Outcome.MERGED, customer.msisdn(), now)
                    .orElseThrow());
            jdbc.sql("delete from loyalty.member where partner = ? and msisdn = ?")
                    .params(row.key().partner().value(), row.key().msisdn().digits())
                    .update();
        }
        return kept;
    }

    /** Records a customer with an invalid phone number; returns empty if the customer is already recorded. */
    public Optional<Kept> list(MemberKey member, Instant now) {
        return jdbc.sql("select " + COLUMNS + " from loyalty.member where partner = ? and msisdn = ?")
                .params(member.partner().value(), member.msisdn().digits())
                .query((row, n) -> row(row))
                .optional()
                .flatMap(row -> keep(row, Outcome.IMPOSSIBLE, null, now));
    }

    /**
     * The records, newest first.
     *
     * @param after the position of the last record on the previous page; null for the first page
     */
    public List<Kept> page(@Nullable Outcome outcome, @Nullable Place after, int limit) {
        return jdbc.sql("select at, outcome, canonical, 0 as version, " + COLUMNS.replace("version, ", "")
                        + " from loyalty.renumbered where (:outcome::text is null or outcome = :outcome)"
                        + " and (:at::timestamptz is null or (at, partner, msisdn) < (:at, :partner, :msisdn))"
                        + " order by at desc, partner desc, msisdn desc limit :limit")
                .param("outcome", outcome == null ? null : outcome.name())
                .param("at", after == null ? null : Timestamp.from(after.at()))
                .param("partner", after == null ? 0L : after.partner())
                .param("msisdn", after == null ? "" : after.msisdn())
                .param("limit", limit)
                .query((row, n) -> {
                    Row member = row(row);
                    String canonical = row.getString("canonical");
                    return new Kept(
                            member.key(),
                            row.getTimestamp("at").toInstant(),
                            Outcome.valueOf(row.getString("outcome")),
                            canonical == null ? null : new Msisdn(canonical),
                            member.standing(),
                            member.totals());
                })
                .list();
    }

    /** The number of forgotten purchases, over all rows of the customer. The caller must have locked the rows. */
    private int forgotten(MemberKey customer) {
        return jdbc.sql("select sum(forgotten) from loyalty.member where partner = ? and msisdn = any(?)")
                .params(
                        customer.partner().value(),
                        customer.msisdn().spellings().toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    private void write(MemberKey customer, Standing standing, int version, Totals totals, int forgotten) {
        int written = jdbc.sql("""
                        insert into loyalty.member as m (partner, msisdn, tier, recurring, entry, expires_on, version,
                          purchases, amount, cashback, rewards, forgotten)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (partner, msisdn) do update set tier = excluded.tier, recurring = excluded.recurring,
                          entry = excluded.entry, expires_on = excluded.expires_on, version = excluded.version,
                          purchases = excluded.purchases, amount = excluded.amount, cashback = excluded.cashback,
                          rewards = excluded.rewards, forgotten = excluded.forgotten
                        where m.version = excluded.version - 1""")
                .params(
                        customer.partner().value(),
                        customer.msisdn().digits(),
                        standing.tier(),
                        standing.recurring(),
                        standing.entry(),
                        Date.valueOf(standing.expiresOn()),
                        version,
                        totals.purchases(),
                        totals.amount().decimal(),
                        totals.cashback().decimal(),
                        totals.rewards().decimal(),
                        forgotten)
                .update();
        if (written != 1) {
            throw new ConcurrencyFailureException("A concurrent purchase changed a customer during a merge");
        }
    }

    private Optional<Kept> keep(Row row, Outcome outcome, @Nullable Msisdn canonical, Instant now) {
        int written = jdbc.sql("""
                        insert into loyalty.renumbered (partner, msisdn, at, outcome, canonical, tier, recurring, entry,
                          expires_on, purchases, amount, cashback, rewards)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (partner, msisdn) where outcome = 'IMPOSSIBLE' do nothing""")
                .param(row.key().partner().value())
                .param(row.key().msisdn().digits())
                .param(Timestamp.from(now))
                .param(outcome.name())
                .param(canonical == null ? null : canonical.digits())
                .param(row.standing().tier())
                .param(row.standing().recurring())
                .param(row.standing().entry())
                .param(Date.valueOf(row.standing().expiresOn()))
                .param(row.totals().purchases())
                .param(row.totals().amount().decimal())
                .param(row.totals().cashback().decimal())
                .param(row.totals().rewards().decimal())
                .update();
        return written == 0
                ? Optional.empty()
                : Optional.of(new Kept(row.key(), now, outcome, canonical, row.standing(), row.totals()));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                key(row),
                new Standing(
                        row.getString("tier"),
                        row.getInt("recurring"),
                        row.getInt("entry"),
                        row.getObject("expires_on", LocalDate.class)),
                row.getInt("version"),
                new Totals(
                        row.getInt("purchases"),
                        Money.rupiah(row.getBigDecimal("amount")),
                        Money.rupiah(row.getBigDecimal("cashback")),
                        Money.rupiah(row.getBigDecimal("rewards"))));
    }

    private static MemberKey key(ResultSet row) throws SQLException {
        return new MemberKey(new PartnerId(row.getLong("partner")), new Msisdn(row.getString("msisdn")));
    }
}
