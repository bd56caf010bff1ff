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
 * An issued invoice with what has happened to it since.
 *
 * @param pph23 what the partner may withhold
 * @param snapshot the frozen content
 * @param sha256 of the snapshot, in hexadecimal
 * @param creditNote the number of the credit note after which nothing is left of it; null if the invoice is valid
 * @param taxNumber the tax office's number; null until it is imported
 * @param credited what credit notes took off
 * @param withheld by certificate
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

    /** What credit notes took off an invoice. */
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

    /** What credit notes have left of it. */
    public Money left() {
        return total.minus(credited.total());
    }

    public Money priceLeft() {
        return price.minus(credited.price());
    }

    /** What the partner may withhold of {@link #left}. */
    public Money pph23Left() {
        return pph23.minus(credited.pph23());
    }

    /** What the partner still owes, including tax that it withheld without a certificate so far. */
    public Money open() {
        return left().minus(paid).minus(withheld);
    }

    /** The part of {@link #open} that waits for the certificate only. */
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
