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
     * @param partner the partner of the invoices; null until staff have chosen a partner
     */
    record Listed(
            Filters filters,
            List<String> partners,
            @Nullable String partner,
            Invoice.@Nullable Invoices found) implements InvoiceView {}

    /** @param mayAct whether the reader may propose a credit note for the invoice */
    record One(String partner, Invoice.Whole whole, boolean mayAct, Typed typed) implements InvoiceView {}

    record Account(Filters filters, Entry.Account account, boolean mayAct, Typed typed) implements InvoiceView {}

    /**
     * The taxes of a month.
     *
     * @param numbers the form for the tax invoice numbers from the tax office
     * @param mayAct whether the reader may send the form
     */
    record Taxes(Filters filters, Sheet numbers, boolean mayAct) implements InvoiceView {}

    /**
     * The preview of a month's invoice.
     *
     * @param content null if no partner or month is chosen yet, or if the month cannot be invoiced
     * @param why the reason why the month cannot be invoiced; otherwise null
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
