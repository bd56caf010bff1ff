package id.kezbek.billing.documents;

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
 * Stores the files of new invoices and orders their e-mails. It is idempotent: a repeat stores the same bytes and orders no
 * further e-mail.
 */
@Component
public class DeliverInvoices {

    private static final int A_RUN = 100;

    private final Invoices invoices;
    private final InvoiceFiles invoiceFiles;
    private final TellOfInvoices tellOfInvoices;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DeliverInvoices(
            Invoices invoices,
            InvoiceFiles invoiceFiles,
            TellOfInvoices tellOfInvoices,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.invoices = invoices;
        this.invoiceFiles = invoiceFiles;
        this.tellOfInvoices = tellOfInvoices;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @return the number of delivered invoices */
    public int run() {
        List<UUID> due = jdbc.sql("""
                        select i.id from billing.invoice i
                        where not exists (select from billing.invoice_delivery d where d.invoice = i.id)
                        order by i.id limit ?""").param(A_RUN).query(UUID.class).list();
        for (UUID id : due) {
            deliver(invoices.find(id).orElseThrow());
        }
        return due.size();
    }

    private void deliver(Invoice invoice) {
        invoiceFiles.store(invoice);
        transactions.executeWithoutResult(status -> {
            int first = jdbc.sql(
                            "insert into billing.invoice_delivery (invoice, delivered_at) values (?, ?) on conflict do nothing")
                    .params(invoice.id(), Timestamp.from(clock.instant()))
                    .update();
            if (first == 1) {
                tellOfInvoices.issued(invoice);
            }
        });
    }
}
