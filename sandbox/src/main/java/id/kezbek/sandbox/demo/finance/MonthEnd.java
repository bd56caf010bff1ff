package id.kezbek.sandbox.demo.finance;

import id.kezbek.sandbox.client.ProviderBook;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/**
 * The tasks of finance at the end of a month: reconcile the day's payments, invoice, compare figures, close the month.
 */
public final class MonthEnd {

    private final Office office;

    public MonthEnd(Office office) {
        this.office = office;
    }

    public void play() {
        Instant cut = office.clock().instant();
        Payments payments =
                Payments.of(office.stage().staff().payouts(office.stage().code()));
        new Statements(office, payments).play();
        if (!YearMonth.from(office.began()).equals(YearMonth.from(office.today()))) {
            office.stage().narrator().say("(a new month started during the demo, so no invoice contains everything)");
            return;
        }
        PartnerInvoice.Issued invoice = new PartnerInvoice(office).play(cut);
        new FourFigures(office, payments).play(booked(payments), invoice);
        new MonthClose(office).play();
    }

    private BigDecimal booked(Payments payments) {
        List<ProviderBook.Entry> entries = office.stage()
                .book()
                .all(entry ->
                        entry.externalId() != null && payments.references().contains(entry.externalId()));
        return entries.stream().map(ProviderBook.Entry::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
