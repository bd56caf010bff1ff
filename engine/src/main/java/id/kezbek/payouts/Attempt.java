package id.kezbek.payouts;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try at one provider, as it is committed before the call.
 *
 * @param number 1 for a payout's first
 * @param directFee what the wallet's direct provider would have charged; null where there is none
 * @param leaseUntil nothing may be written to the provider from this instant on
 * @param quotes JSON, see {@link Quote#json}
 * @param exclusiveKey where the provider knows no references: what at most one unresolved attempt may hold
 */
record Attempt(
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

    /** What it costs us at the provider where it pays. */
    Money cost() {
        return amount.plus(fee);
    }

    /** Our reference of this attempt at the provider. */
    String reference() {
        return Ids.text(id);
    }
}
