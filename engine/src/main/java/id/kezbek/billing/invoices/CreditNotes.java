package id.kezbek.billing.invoices;

import id.kezbek.shared.Money;
import id.kezbek.shared.security.Digests;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of credit notes. */
@Component
public class CreditNotes {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    CreditNotes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(
            UUID id,
            DocumentNumbers.Number number,
            Invoice invoice,
            CreditNoteContent content,
            String decidedBy,
            Instant at) {
        String snapshot = JSON.writeValueAsString(content);
        jdbc.sql("""
                        insert into billing.credit_note (id, series, year, sequence, number, invoice, price, ppn, total, pph23,
                          ends_invoice, reason, snapshot, sha256, decided_by, issued_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        number.series().name(),
                        number.year(),
                        number.sequence(),
                        number.text(),
                        invoice.id(),
                        content.price(),
                        content.ppn(),
                        content.total(),
                        content.pph23(),
                        content.left().signum() == 0,
                        content.reason(),
                        snapshot,
                        HexFormat.of().formatHex(Digests.sha256(snapshot)),
                        decidedBy,
                        Timestamp.from(at))
                .update();
    }

    /** The credit notes of an invoice, the earliest first. */
    public List<CreditNote> of(Invoice invoice) {
        return jdbc.sql("""
                        select id, number, price, ppn, pph23, ends_invoice, reason, snapshot, sha256, issued_at
                        from billing.credit_note where invoice = ? order by issued_at, id""")
                .param(invoice.id())
                .query((row, n) -> note(row, invoice))
                .list();
    }

    private static CreditNote note(ResultSet row, Invoice invoice) throws SQLException {
        String kept = row.getString("snapshot");
        // Credit notes of earlier versions have no stored content, because they could only credit whole invoices.
        CreditNoteContent content =
                kept == null ? whole(invoice, row.getString("reason")) : JSON.readValue(kept, CreditNoteContent.class);
        String sha256 = Objects.requireNonNullElseGet(
                row.getString("sha256"),
                () -> HexFormat.of().formatHex(Digests.sha256(JSON.writeValueAsString(content))));
        return new CreditNote(
                row.getObject("id", UUID.class),
                row.getString("number"),
                invoice.id(),
                Money.rupiah(content.price()),
                Money.rupiah(content.ppn()),
                Money.rupiah(content.pph23()),
                row.getBoolean("ends_invoice"),
                content,
                sha256,
                row.getTimestamp("issued_at").toInstant());
    }

    private static CreditNoteContent whole(Invoice invoice, String reason) {
        InvoiceContent content = invoice.content();
        return new CreditNoteContent(
                invoice.number(),
                invoice.issuedAt(),
                content.period(),
                content.seller(),
                content.buyer(),
                content.lines().stream()
                        .map(line -> new CreditNoteContent.Line(line.kind(), line.amount()))
                        .toList(),
                content.price(),
                content.base(),
                content.ppn(),
                content.total(),
                content.pph23(),
                BigDecimal.ZERO,
                reason);
    }
}
