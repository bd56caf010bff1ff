package id.kezbek.billing.documents;

import id.kezbek.billing.invoices.CreditNote;
import id.kezbek.billing.invoices.CreditNotes;
import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.Invoices;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores the files of new invoices and credit notes, and orders their e-mails. A repeated run is harmless: it stores
 * the same bytes and orders no further e-mail.
 */
@Component
public class DeliverInvoices {

    private static final int A_RUN = 100;

    private final Invoices invoices;
    private final CreditNotes creditNotes;
    private final InvoiceFiles invoiceFiles;
    private final TellOfInvoices tellOfInvoices;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DeliverInvoices(
            Invoices invoices,
            CreditNotes creditNotes,
            InvoiceFiles invoiceFiles,
            TellOfInvoices tellOfInvoices,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.invoices = invoices;
        this.creditNotes = creditNotes;
        this.invoiceFiles = invoiceFiles;
        this.tellOfInvoices = tellOfInvoices;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @return the number of delivered invoices and credit notes */
    public int run() {
        List<UUID> due = jdbc.sql("""
                        select i.id from billing.invoice i
                        where not exists (select from billing.invoice_delivery d where d.invoice = i.id)
                        order by i.id limit ?""").param(A_RUN).query(UUID.class).list();
        for (UUID id : due) {
            deliver(invoices.find(id).orElseThrow());
        }
        List<UUID> credited = jdbc.sql("""
                        select distinct c.invoice from billing.credit_note c
                        where not exists (select from billing.credit_note_delivery d where d.credit_note = c.id)
                        order by c.invoice limit ?""").param(A_RUN).query(UUID.class).list();
        int notes = 0;
        for (UUID id : credited) {
            Invoice invoice = invoices.find(id).orElseThrow();
            for (CreditNote note : creditNotes.of(invoice)) {
                notes += deliver(invoice, note);
            }
        }
        return due.size() + notes;
    }

    private void deliver(Invoice invoice) {
        invoiceFiles.store(invoice);
        transactions.executeWithoutResult(status -> {
            if (isFirst("billing.invoice_delivery (invoice, delivered_at)", invoice.id())) {
                tellOfInvoices.issued(invoice);
            }
        });
    }

    /** @return 1, or 0 if it was delivered before */
    private int deliver(Invoice invoice, CreditNote note) {
        boolean isDelivered = jdbc.sql("select exists (select from billing.credit_note_delivery where credit_note = ?)")
                .param(note.id())
                .query(Boolean.class)
                .single();
        if (isDelivered) {
            return 0;
        }
        invoiceFiles.store(note, invoice.partner());
        transactions.executeWithoutResult(status -> {
            if (isFirst("billing.credit_note_delivery (credit_note, delivered_at)", note.id())) {
                tellOfInvoices.credited(invoice, note);
            }
        });
        return 1;
    }

    private boolean isFirst(String table, UUID document) {
        return jdbc.sql("insert into " + table + " values (?, ?) on conflict do nothing")
                        .params(document, Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }
}
