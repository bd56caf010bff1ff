package id.kezbek.console.partners;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partner's funds and their terms, from API v2.
 *
 * @param refundsLimit the limit for refunds that the customer does not bear; null if there is no limit
 * @param available the partner's available funds; null for a postpaid partner without a limit
 */
public record Funding(
        String mode,
        @Nullable Money limit,
        String whenShort,
        String refunds,
        @Nullable Money refundsLimit,
        Money balance,
        @Nullable Money available) {

    /** A partner in the list of balances. */
    public record Line(
            String partner,
            String company,
            String state,
            String mode,
            @Nullable Money limit,
            Money balance,
            @Nullable Money available) {

        static Line of(Partner partner, Funding funding) {
            return new Line(
                    partner.code(),
                    partner.company(),
                    partner.state(),
                    funding.mode(),
                    funding.limit(),
                    funding.balance(),
                    funding.available());
        }
    }

    /** A page of balances. */
    public record Lines(List<Line> items, @Nullable String nextCursor) {}

    public record Entry(
            String kind,
            String subject,
            Instant at,
            Money amount,
            Money balance,
            @Nullable String bankReference) {

        private static final List<String> TRANSFERS = List.of("TOP_UP", "PARTNER_PAYMENT");

        public boolean isTransfer() {
            return TRANSFERS.contains(kind);
        }
    }

    /** The entries of a period, with the opening and the closing balance. */
    public record Statement(
            Instant from,
            Instant to,
            Money opening,
            Money closing,
            List<Entry> items,
            @Nullable String nextCursor) {}
}
