package id.kezbek.console.invoices;

import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An invoice from API v2. */
public record Invoice(
        String id,
        String number,
        String period,
        String state,
        Money total,
        Money credited,
        Money paid,
        Money withheld,
        Money open,
        Money awaitingCertificate,
        LocalDate dueOn,
        Instant issuedAt,
        @Nullable String creditNote,
        @Nullable String taxNumber,
        String sha256) {

    /** A page of invoices. */
    public record Invoices(List<Invoice> items, @Nullable String nextCursor) {}

    /** An invoice with its content. */
    public record Whole(Invoice invoice, Content content, List<CreditNote> creditNotes) {}

    /** The content of an invoice or of a preview. */
    public record Content(
            String partner,
            String period,
            Instant from,
            Instant until,
            String fundingMode,
            Party seller,
            Party buyer,
            List<Line> lines,
            Money price,
            Money taxBase,
            Money ppn,
            Money total,
            Money pph23,
            Money cashback,
            Money cashbackOwed,
            long purchases,
            List<CashbackPart> cashbackParts,
            List<PayoutPart> payoutParts) {

        /** Whether the invoice contains providers' fees that the reader may see. */
        public boolean showsFees() {
            return payoutParts.stream().anyMatch(part -> part.fees().isPositive());
        }
    }

    public record Party(String name, String address, String npwp, String idtku) {}

    public record Line(@Nullable String kind, @Nullable BigDecimal rate, Money amount) {}

    public record CashbackPart(
            @Nullable Long rule,
            @Nullable String tier,
            @Nullable String wallet,
            long purchases,
            Money amount) {}

    public record PayoutPart(String provider, String wallet, long payouts, Money amount, Money fees) {}

    public record CreditNote(
            String id,
            String number,
            List<Line> lines,
            Money price,
            Money ppn,
            Money total,
            Money left,
            String reason,
            Instant issuedAt) {}

    public String tone() {
        return switch (state) {
            case "PAID" -> "good";
            case "CREDITED" -> "quiet";
            default -> "wait";
        };
    }
}
