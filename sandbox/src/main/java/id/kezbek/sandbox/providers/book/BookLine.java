package id.kezbek.sandbox.providers.book;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.wire.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the book, as stored on disk. {@code PAID} and {@code REVERSED} lines are movements of money. The
 * other lines let a restarted sandbox respond to inquiries and to repeated references as before.
 *
 * @param reference the provider's own reference, the same on the promise, the payment and the reversal of one order
 * @param amount whole rupiah, negative on a reversal
 * @param atMillis Unix milliseconds
 * @param dueMillis on a promise: the time of payment; on a payment: the time of reversal, or 0 for no reversal
 * @param reverseAfterMillis on a promise: the time between payment and reversal, or 0 for no reversal
 */
public record BookLine(
        Kind kind,
        Provider provider,
        @Nullable String externalId,
        String reference,
        String msisdn,
        Wallet wallet,
        long amount,
        long fee,
        long atMillis,
        long dueMillis,
        long reverseAfterMillis,
        @Nullable Refusal refusal) {

    /** The state of the order after this line. */
    public enum Kind {
        PAID,
        REVERSED,
        /** Accepted and paid later; inquiries return PENDING. */
        PROMISED,
        /** Accepted and paid later; until then, inquiries respond as if the order did not exist. */
        PROMISED_UNSEEN,
        REFUSED
    }

    public Instant at() {
        return Instant.ofEpochMilli(atMillis);
    }

    boolean isMovement() {
        return kind == Kind.PAID || kind == Kind.REVERSED;
    }

    public boolean isPromise() {
        return kind == Kind.PROMISED || kind == Kind.PROMISED_UNSEEN;
    }

    boolean answers(Order order) {
        return wallet == order.wallet() && msisdn.equals(order.msisdn()) && Math.abs(amount) == order.amount();
    }

    /** The payment of this promise. */
    BookLine paidAt(long millis) {
        long due = reverseAfterMillis == 0 ? 0 : millis + reverseAfterMillis;
        return new BookLine(
                Kind.PAID, provider, externalId, reference, msisdn, wallet, amount, fee, millis, due, 0, null);
    }

    /** The reversal of this payment. A reversal does not return the fee. */
    BookLine reversedAt(long millis) {
        return new BookLine(
                Kind.REVERSED, provider, externalId, reference, msisdn, wallet, -amount, 0, millis, 0, 0, null);
    }

    /** A copy of this line with false values for a settlement file. */
    public BookLine settledAs(@Nullable String statedId, String statedReference, long statedAmount, long statedFee) {
        return new BookLine(
                kind,
                provider,
                statedId,
                statedReference,
                msisdn,
                wallet,
                statedAmount,
                statedFee,
                atMillis,
                dueMillis,
                reverseAfterMillis,
                refusal);
    }

    /** A copy of this line with a false receiver for a settlement file. */
    public BookLine settledFor(String statedMsisdn, Wallet statedWallet) {
        return new BookLine(
                kind,
                provider,
                externalId,
                reference,
                statedMsisdn,
                statedWallet,
                amount,
                fee,
                atMillis,
                dueMillis,
                reverseAfterMillis,
                refusal);
    }
}
