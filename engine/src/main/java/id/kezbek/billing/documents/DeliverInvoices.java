package id.kezbek.billing.documents;

import id.kezbek.billing.invoices.Invoice;
import id.kezbek.billing.invoices.Invoices;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.files.FileStore;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores the files of new invoices and orders their e-mails. A repeat stores the same bytes and orders nothing. */
@Component
public class DeliverInvoices {

    private static final int A_RUN = 100;
    private static final String FOLDER = "invoices/";

    private final Invoices invoices;
    private final InvoicePdf invoicePdf;
    private final TellOfInvoices tellOfInvoices;
    private final FileStore files;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DeliverInvoices(
            Invoices invoices,
            InvoicePdf invoicePdf,
            TellOfInvoices tellOfInvoices,
            FileStore files,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.invoices = invoices;
        this.invoicePdf = invoicePdf;
        this.tellOfInvoices = tellOfInvoices;
        this.files = files;
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
        for (Language language : Language.values()) {
            files.put(key(invoice, language), invoicePdf.of(invoice, language), "application/pdf");
        }
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

    /** Of a file in the store. */
    public static String key(Invoice invoice, Language language) {
        return FOLDER + Ids.text(invoice.id()) + "." + language.code() + ".pdf";
    }
}
