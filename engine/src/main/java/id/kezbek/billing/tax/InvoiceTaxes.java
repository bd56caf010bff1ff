package id.kezbek.billing.tax;

import id.kezbek.shared.Money;
import java.math.BigDecimal;

/**
 * The taxes on a price in whole rupiah.
 *
 * @param base "DPP nilai lain": 11/12 of the price. The base is rounded to whole rupiah before the tax is computed, as
 * in the tax office's form
 * @param ppn 12 % of this base
 * @param pph23 the tax that a company withholds from the price of a service: 2 % of the price without PPN, rounded down
 */
public record InvoiceTaxes(Money base, Money ppn, Money pph23) {

    public static final int PPN_PERCENT = 12;
    private static final int BASE_PARTS = 11;
    private static final int BASE_WHOLE = 12;
    private static final BigDecimal PPH_23_PERCENT = BigDecimal.TWO;
    private static final int PERCENT = 100;

    public static InvoiceTaxes of(Money price, boolean chargesPpn, boolean withholdsPph23) {
        Money base = chargesPpn ? price.partRoundedToWhole(BASE_PARTS, BASE_WHOLE) : Money.ZERO;
        return new InvoiceTaxes(
                base,
                base.partRoundedToWhole(PPN_PERCENT, PERCENT),
                withholdsPph23 ? price.percentRoundedDownToWhole(PPH_23_PERCENT) : Money.ZERO);
    }
}
