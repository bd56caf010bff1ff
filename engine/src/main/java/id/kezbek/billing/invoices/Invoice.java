package id.kezbek.billing.invoices;

import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An issued invoice and its current state.
 *
 * @param pph23 the PPh 23 that the partner may withhold
 * @param snapshot the frozen content
 * @param sha256 the hash of the snapshot, in hexadecimal
 * @param creditNote the number of the credit note that reduced the invoice to zero; null while an amount remains
 * @param taxNumber the tax office's number; null until it is imported
 * @param credited the sum of its credit notes
 * @param withheld the tax withheld with a certificate
 * @param paid the sum of its allocated payments
 */
public record Invoice(
        UUID id,
        String number,
        PartnerId partner,
        YearMonth period,
        Instant from,
        Instant until,
        Money price,
        Money ppn,
        Money total,
        Money pph23,
        LocalDate dueOn,
        String snapshot,
        String sha256,
        Instant issuedAt,
        @Nullable String creditNote,
        @Nullable String taxNumber,
        Credited credited,
        Money withheld,
        Money paid) {

    /** The amounts by which credit notes reduced an invoice. */
    public record Credited(Money price, Money ppn, Money pph23) {

        public static final Credited NONE = new Credited(Money.ZERO, Money.ZERO, Money.ZERO);

        public Money total() {
            return price.plus(ppn);
        }
    }

    public enum State {
        OPEN,
        PAID,
        CREDITED
    }

    public InvoiceContent content() {
        return JsonMapper.shared().readValue(snapshot, InvoiceContent.class);
    }

    public boolean isCredited() {
        return creditNote != null;
    }

    /** The invoice's total after all credit notes. */
    public Money left() {
        return total.minus(credited.total());
    }

    public Money priceLeft() {
        return price.minus(credited.price());
    }

    /** The PPh 23 that the partner may withhold from {@link #left}. */
    public Money pph23Left() {
        return pph23.minus(credited.pph23());
    }

    /**
     * The amount that the partner still owes. The amount includes tax that the partner withheld but has not proven with
     * a certificate yet.
     */
    public Money open() {
        return left().minus(paid).minus(withheld);
    }

    /** The part of {@link #open} for which only the withholding certificate is missing. */
    public Money awaitingCertificate() {
        return withheld.isPositive() ? Money.ZERO : pph23Left().min(open());
    }

    public State state() {
        if (isCredited()) {
            return State.CREDITED;
        }
        return open().isPositive() ? State.OPEN : State.PAID;
    }
}
