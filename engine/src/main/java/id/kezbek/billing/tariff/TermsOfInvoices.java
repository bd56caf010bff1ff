package id.kezbek.billing.tariff;

import id.kezbek.shared.PartnerId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of invoice terms. */
@Component
public class TermsOfInvoices {

    /** @param decidedBy the id of the approval */
    public record Decided(InvoiceTerms terms, int version, String decidedBy, Instant decidedAt) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Clock clock;

    TermsOfInvoices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(PartnerId partner, InvoiceTerms terms, String decidedBy) {
        jdbc.sql("""
                        insert into billing.invoice_terms (partner, effective_from, version, terms, decided_by, decided_at)
                        select :partner, :first, coalesce(max(version), 0) + 1, :terms::jsonb, :by, :at
                        from billing.invoice_terms where partner = :partner and effective_from = :first""")
                .param("partner", partner.value())
                .param("first", terms.firstDay())
                .param("terms", JSON.writeValueAsString(terms))
                .param("by", decidedBy)
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    /** The terms for a month. */
    public Optional<InvoiceTerms> of(PartnerId partner, YearMonth month) {
        return jdbc.sql("""
                        select terms from billing.invoice_terms where partner = ? and effective_from <= ?
                        order by effective_from desc, version desc limit 1""")
                .params(partner.value(), month.atDay(1))
                .query((row, n) -> JSON.readValue(row.getString(1), InvoiceTerms.class))
                .optional();
    }

    /** All versions of the terms, the latest first. */
    public List<Decided> all(PartnerId partner, int limit) {
        return jdbc.sql("""
                        select terms, version, decided_by, decided_at from billing.invoice_terms where partner = ?
                        order by effective_from desc, version desc limit ?""")
                .params(partner.value(), limit)
                .query((row, n) -> new Decided(
                        JSON.readValue(row.getString(1), InvoiceTerms.class),
                        row.getInt(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .list();
    }

    /** The last month whose invoice is not completely credited; new terms must start after this month. */
    Optional<YearMonth> lastInvoiced(PartnerId partner) {
        return jdbc.sql("""
                        select max(i.period) from billing.invoice i
                        where i.partner = ? and not exists (select from billing.credit_note c where c.invoice = i.id and c.ends_invoice)""")
                .param(partner.value())
                .query((row, n) -> Optional.ofNullable(row.getDate(1)))
                .single()
                .map(day -> YearMonth.from(day.toLocalDate()));
    }
}
