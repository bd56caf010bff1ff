package id.kezbek.console.invoices;

import id.kezbek.console.accounting.Entry;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.sheet.Sheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of invoices. */
public sealed interface InvoiceView {

    /**
     * The list of a partner's invoices.
     *
     * @param partner the partner whose invoices are shown; null until staff have chosen one
     */
    record Listed(
            Filters filters,
            List<String> partners,
            @Nullable String partner,
            Invoice.@Nullable Invoices found) implements InvoiceView {}

    /**
     * @param mayAct whether the reader may credit the invoice
     */
    record One(String partner, Invoice.Whole whole, boolean mayAct, Typed typed) implements InvoiceView {}

    record Account(Filters filters, Entry.Account account, boolean mayAct, Typed typed) implements InvoiceView {}

    /**
     * The taxes of a month.
     *
     * @param numbers the form for the tax office's numbers
     * @param mayAct whether the reader may send the form
     */
    record Taxes(Filters filters, Sheet numbers, boolean mayAct) implements InvoiceView {}

    /**
     * The preview of a month's invoice.
     *
     * @param content null until a partner and a month are chosen, or if no invoice is possible
     * @param why the reason why no invoice is possible; null if one is possible
     */
    record Preview(
            Filters filters,
            List<String> partners,
            Invoice.@Nullable Content content,
            @Nullable String why,
            boolean mayIssue,
            Typed typed)
            implements InvoiceView {}
}
