package id.kezbek.reconciliation.matching;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.payouts.BookProviderTax;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Books the VAT on fees in proven statements. For each file, the VAT that is due is compared with the booked VAT. So an
 * earlier booking is reversed after the correction of a statement or the removal of a match.
 */
@Component
class ProviderTaxes {

    /** The VAT of a file that is due and not booked yet. */
    private record More(UUID file, boolean isIncluded, Money amount) {}

    private static final String MORE = """
            with mine as (
              select f.id, f.state = 'LOADED' and (f.received_by = :system or f.confirmed_by is not null) as is_proof
              from reconciliation.file f where f.id = :file or f.superseded_by = :file),
            vat as (
              select m.file, m.attempt, sum(-l.amount) as vat
              from reconciliation.match m
              join mine f on f.id = m.file and f.is_proof
              join reconciliation.line l on l.file = m.file and l.number = m.number and l.part = m.part
              where m.role = 'VAT' and m.active
              group by m.file, m.attempt),
            fee as (
              select m.attempt, sum(-l.amount) as fee
              from reconciliation.match m
              join reconciliation.line l on l.file = m.file and l.number = m.number and l.part = m.part
              where m.role = 'FEE' and m.active and m.step <> 5 and m.attempt in (select attempt from vat)
              group by m.attempt),
            due as (
              select v.file, case when coalesce(f.fee, 0) = a.fee then 'ADDED' else 'INCLUDED' end as style, sum(v.vat) as amount
              from vat v
              join payouts.attempts_for_statements(:provider, :longAgo, :before) a on a.id = v.attempt
              left join fee f on f.attempt = v.attempt
              where a.state in ('SUCCEEDED', 'REVERSED')
                and (coalesce(f.fee, 0) = a.fee or coalesce(f.fee, 0) + v.vat = a.fee)
              group by 1, 2),
            booked as (
              select file, style, sum(amount) as amount from reconciliation.tax_booking
              where file in (select id from mine) group by file, style)
            select file, style, coalesce(d.amount, 0) - coalesce(b.amount, 0)
            from due d full join booked b using (file, style)
            where coalesce(d.amount, 0) <> coalesce(b.amount, 0)""";

    private final JdbcClient jdbc;
    private final BookProviderTax bookProviderTax;
    private final Ids ids;

    ProviderTaxes(JdbcClient jdbc, BookProviderTax bookProviderTax, Ids ids) {
        this.jdbc = jdbc;
        this.bookProviderTax = bookProviderTax;
        this.ids = ids;
    }

    /** Books the part of a file's VAT that is not booked yet, in the caller's transaction. */
    void book(UUID file, Window window, Instant now) {
        for (More more : more(file, window)) {
            UUID booking = ids.next();
            jdbc.sql(
                            "insert into reconciliation.tax_booking (id, file, style, amount, booked_at) values (?, ?, ?, ?, ?)")
                    .params(
                            booking,
                            more.file(),
                            more.isIncluded() ? "INCLUDED" : "ADDED",
                            more.amount().decimal(),
                            Timestamp.from(now))
                    .update();
            bookProviderTax.book(booking, window.provider(), more.amount(), more.isIncluded());
        }
    }

    private List<More> more(UUID file, Window window) {
        return jdbc.sql(MORE)
                .param("file", file)
                .param("system", AuditEntry.SYSTEM)
                .param("provider", window.provider())
                .param("longAgo", window.longAgo())
                .param("before", window.beforeAttempt())
                .query((row, n) -> new More(
                        row.getObject(1, UUID.class), row.getString(2).equals("INCLUDED"), money(row.getBigDecimal(3))))
                .list();
    }

    private static Money money(BigDecimal amount) {
        return Money.rupiah(amount);
    }
}
