package id.kezbek.billing.billables;

import id.kezbek.billing.invoices.InvoiceContent;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The amounts for an invoice: a partner's cashback of a period by rule, tier and wallet, and its payments by provider and wallet. */
public interface Billables {

    /** The cashback of a period; the parts add up to the ledger's amount. */
    record Cashback(Money amount, long purchases, List<InvoiceContent.CashbackPart> parts) {

        static Cashback of(List<InvoiceContent.CashbackPart> parts) {
            return new Cashback(
                    parts.stream().map(part -> Money.rupiah(part.amount())).reduce(Money.ZERO, Money::plus),
                    parts.stream()
                            .mapToLong(InvoiceContent.CashbackPart::purchases)
                            .sum(),
                    List.copyOf(parts));
        }
    }

    /**
     * @param partner the partner's code
     * @param until excluded
     */
    Cashback cashback(String partner, Instant from, Instant until);

    /**
     * Payments of the period by partner's id, without payments that a provider took back. A duplicate payment and its
     * fee are not included, because the partner does not pay for them. If either of two payments is
     * reversed, the ledger reverses the one in suspense, so the partner still pays for one.
     */
    Map<PartnerId, List<InvoiceContent.PayoutPart>> payouts(Instant from, Instant until);
}
