package id.kezbek.payouts.records;

import id.kezbek.payouts.pricing.Quote;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one provider, committed before the call.
 *
 * @param number 1 for a payout's first attempt
 * @param directFee the fee of the wallet's direct provider; null if there is none
 * @param leaseUntil from this time on, nothing may be sent to the provider
 * @param quotes JSON, see {@link Quote#json}
 * @param exclusiveKey for a provider without references: a key that only one unresolved attempt may have
 */
public record Attempt(
        UUID id,
        UUID payout,
        int number,
        String provider,
        PartnerId partner,
        Msisdn msisdn,
        String wallet,
        Money amount,
        Money fee,
        @Nullable Money directFee,
        Instant leaseUntil,
        String quotes,
        Instant startedAt,
        @Nullable String exclusiveKey) {

    /** The amount and fee that the attempt costs if it is paid. */
    public Money cost() {
        return amount.plus(fee);
    }

    /** The reference of this attempt for the provider. */
    public String reference() {
        return Ids.text(id);
    }
}
