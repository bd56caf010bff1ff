package id.kezbek.billing.receivables;

import id.kezbek.partners.Partner;
import id.kezbek.shared.Money;
import java.util.List;

/**
 * A partner's payment of its invoices, as reported by finance.
 *
 * @param allocations the invoices that it pays; empty to pay the oldest first
 */
public record InvoicePayment(
        Partner partner,
        Money amount,
        String bankReference,
        List<Allocations.Told> allocations,
        String idempotencyKey,
        String recordedBy) {}
