package id.kezbek.payouts;

import id.kezbek.facts.EventKind;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.ledger.MovementKind;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event that has a payout as its subject. */
public sealed interface PayoutEvent extends MoneyEvent {

    PartnerId partnerId();

    String wallet();

    Money amount();

    @Override
    default Optional<List<Posting>> postings() {
        return Optional.of(List.of());
    }

    sealed interface OfAttempt extends PayoutEvent {

        String attempt();

        String provider();

        Money fee();

        /** The ledger postings of a payment from the provider's float. */
        private static List<Posting> payment(MovementKind kind, AccountKind debit, OfAttempt paid) {
            Account providerFloat = Account.ofProvider(AccountKind.FLOAT, paid.provider());
            List<Posting> postings = new ArrayList<>(2);
            postings.add(new Posting(kind, Account.own(debit), providerFloat, paid.amount()));
            if (paid.fee().isPositive()) {
                Account fees = Account.ofProvider(AccountKind.FEES, paid.provider());
                postings.add(new Posting(MovementKind.PROVIDER_FEE, fees, providerFloat, paid.fee()));
            }
            return postings;
        }
    }

    /**
     * An attempt was paid.
     *
     * @param directFee the fee of the wallet's own provider; null if there is no such provider, and in older events
     * @param nextFee the fee in the best quote of another provider; null if there is no such quote, and in older events
     */
    @EventKind("PAYOUT_PAID")
    record Paid(
            String attempt,
            PartnerId partnerId,
            String provider,
            String wallet,
            Money amount,
            Money fee,
            @Nullable Money directFee,
            @Nullable Money nextFee)
            implements OfAttempt {

        /** The fee of the wallet's own provider minus the actual fee; zero if the own provider's fee is not known. */
        public Money savedOnDirect() {
            return directFee == null ? Money.ZERO : directFee.minus(fee);
        }

        /**
         * The next provider's fee minus the actual fee. Negative if the next provider is cheaper, but could not be
         * used.
         */
        public Money savedOnNext() {
            return nextFee == null ? Money.ZERO : nextFee.minus(fee);
        }

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(OfAttempt.payment(MovementKind.SETTLE, AccountKind.CUSTOMER_PAYABLE, this));
        }
    }

    /** A second attempt of the payout was paid too. The money is in suspense. */
    @EventKind("PAYOUT_PAID_TWICE")
    record PaidTwice(
            String attempt,
            PartnerId partnerId,
            String provider,
            String wallet,
            Money amount,
            Money fee,
            @Nullable String reason)
            implements OfAttempt {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(OfAttempt.payment(MovementKind.PAID_TWICE, AccountKind.SUSPENSE, this));
        }
    }

    /** An attempt was not paid. The payout becomes due again, or staff must decide. */
    @EventKind("PAYOUT_FAILED")
    record Failed(
            String attempt,
            PartnerId partnerId,
            String provider,
            String wallet,
            Money amount,
            Money fee,
            @Nullable String reason)
            implements OfAttempt {}

    @EventKind("PAYOUT_UNKNOWN")
    record Unknown(
            String attempt,
            PartnerId partnerId,
            String provider,
            String wallet,
            Money amount,
            Money fee,
            @Nullable String reason)
            implements OfAttempt {}

    /**
     * The provider returned the money of a payment, but not its fee.
     *
     * @param second whether the returned payment was the second payment of the same payout; null in events of older
     *     engines
     */
    @EventKind("PAYOUT_REVERSED")
    record Reversed(
            String attempt,
            PartnerId partnerId,
            String provider,
            String wallet,
            Money amount,
            Money fee,
            @Nullable Boolean second,
            @Nullable String reason)
            implements OfAttempt {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.ofNullable(second)
                    .map(isSecond -> List.of(new Posting(
                            MovementKind.REVERSAL,
                            Account.ofProvider(AccountKind.FLOAT, provider),
                            Account.own(isSecond ? AccountKind.SUSPENSE : AccountKind.CUSTOMER_PAYABLE),
                            amount)));
        }
    }

    /** A later answer of the provider contradicts the recorded result. */
    @EventKind("PAYOUT_CONTRADICTED")
    record Contradicted(
            String attempt,
            PartnerId partnerId,
            String provider,
            String wallet,
            Money amount,
            Money fee,
            @Nullable String reason)
            implements OfAttempt {}

    /**
     * Staff must decide.
     *
     * @param provider the provider of the last attempt; null if no provider could be used
     */
    @EventKind("PAYOUT_ATTENTION")
    record Attention(
            PartnerId partnerId,
            @Nullable String attempt,
            @Nullable String provider,
            String wallet,
            Money amount,
            @Nullable String reason)
            implements PayoutEvent {}

    /** Two people approved a retry of the payout. */
    @EventKind("PAYOUT_RETRIED")
    record Retried(PartnerId partnerId, String wallet, Money amount) implements PayoutEvent {}

    /**
     * Two people approved that the payout is rounded up to whole rupiah.
     *
     * @param amount the rounded amount
     * @param added the difference, which Kezbek pays; null in events of older engines
     */
    @EventKind("PAYOUT_ROUNDED")
    record Rounded(
            PartnerId partnerId,
            String wallet,
            Money amount,
            @Nullable Money added) implements PayoutEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.ofNullable(added)
                    .map(part -> List.of(new Posting(
                            MovementKind.WRITE_OFF,
                            Account.own(AccountKind.WRITE_OFF),
                            Account.own(AccountKind.CUSTOMER_PAYABLE),
                            part)));
        }
    }

    /**
     * The payout was cancelled, either by two people or because its purchase was refunded.
     *
     * @param partnerCode null in events of older engines
     * @param refunded the partner's account that received the refund; null if the payout was not funded
     */
    @EventKind("PAYOUT_CANCELLED")
    record Cancelled(
            PartnerId partnerId,
            @Nullable String partnerCode,
            String wallet,
            Money amount,
            @Nullable AccountKind refunded)
            implements PayoutEvent {

        @Override
        public Optional<List<Posting>> postings() {
            if (partnerCode == null) {
                return Optional.empty();
            }
            return Optional.of(
                    refunded == null
                            ? List.of()
                            : List.of(new Posting(
                                    MovementKind.CANCEL,
                                    Account.own(AccountKind.CUSTOMER_PAYABLE),
                                    Account.ofPartner(refunded, partnerCode),
                                    amount)));
        }
    }

    /**
     * A refund reduced a payout that was not sent yet.
     *
     * @param amount the amount by which the payout was reduced
     * @param refunded the partner's account that received the amount; null if the payout was not funded
     */
    @EventKind("PAYOUT_REDUCED")
    record Reduced(
            PartnerId partnerId,
            String partnerCode,
            String wallet,
            Money amount,
            @Nullable AccountKind refunded) implements PayoutEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(
                    refunded == null
                            ? List.of()
                            : List.of(new Posting(
                                    MovementKind.REFUND,
                                    Account.own(AccountKind.CUSTOMER_PAYABLE),
                                    Account.ofPartner(refunded, partnerCode),
                                    amount)));
        }
    }

    /**
     * A purchase was refunded after its payout was paid. The partner got the amount back, and the customer owes the
     * amount.
     *
     * @param refunded the partner's account that received the amount
     */
    @EventKind("PAYOUT_CLAWED_BACK")
    record ClawedBack(PartnerId partnerId, String partnerCode, String wallet, Money amount, AccountKind refunded)
            implements PayoutEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(List.of(new Posting(
                    MovementKind.REFUND,
                    Account.ofPartner(AccountKind.CLAWBACK, partnerCode),
                    Account.ofPartner(refunded, partnerCode),
                    amount)));
        }
    }

    /**
     * A part of a payout was set off against refunds, instead of being sent.
     *
     * @param against the account. CLAWBACK: the customer owed the amount. WRITE_OFF: Kezbek had borne the amount, and
     *     gets it back, because the provider took the customer's payment back
     */
    @EventKind("PAYOUT_NETTED")
    record Netted(
            PartnerId partnerId,
            String partnerCode,
            String wallet,
            Money amount,
            @Nullable AccountKind against) implements PayoutEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(List.of(new Posting(
                    MovementKind.NETTING,
                    Account.own(AccountKind.CUSTOMER_PAYABLE),
                    against == AccountKind.WRITE_OFF
                            ? Account.own(AccountKind.WRITE_OFF)
                            : Account.ofPartner(AccountKind.CLAWBACK, partnerCode),
                    amount)));
        }
    }

    /** Two people wrote off an amount that a customer owes for a refund. */
    @EventKind("REFUND_WRITTEN_OFF")
    record RefundWrittenOff(PartnerId partnerId, String partnerCode, String wallet, Money amount)
            implements PayoutEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(List.of(new Posting(
                    MovementKind.WRITE_OFF,
                    Account.own(AccountKind.WRITE_OFF),
                    Account.ofPartner(AccountKind.CLAWBACK, partnerCode),
                    amount)));
        }
    }

    /**
     * A purchase was refunded, and the customer keeps the cashback that is already paid.
     *
     * @param amount negative if the cancellation of the payout undid the refund: the customer did not keep this amount
     * @param refunded the partner's account to which Kezbek returned the amount; null if the partner bears it
     */
    @EventKind("REFUND_ABSORBED")
    record RefundAbsorbed(
            PartnerId partnerId,
            String partnerCode,
            String wallet,
            Money amount,
            @Nullable AccountKind refunded) implements PayoutEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return Optional.of(
                    refunded == null
                            ? List.of()
                            : List.of(new Posting(
                                    MovementKind.REFUND,
                                    Account.own(AccountKind.WRITE_OFF),
                                    Account.ofPartner(refunded, partnerCode),
                                    amount)));
        }
    }

    /**
     * A small payout was collected: another payout to the same customer and wallet now pays its purchases.
     *
     * @param into the id of the other payout
     */
    @EventKind("PAYOUT_COLLECTED")
    record Collected(PartnerId partnerId, String into, String wallet, Money amount) implements PayoutEvent {}

    /**
     * A part of a payout became a separate payout. The whole amount was too high for one order.
     *
     * @param part the id of the part
     */
    @EventKind("PAYOUT_SPLIT")
    record Split(PartnerId partnerId, String part, String wallet, Money amount) implements PayoutEvent {}

    /**
     * A payout that waited for the partner's funds is now funded.
     *
     * @param partnerCode null in events of older engines
     * @param charged the partner's account that was charged; null in events of older engines
     */
    @EventKind("PAYOUT_FUNDED")
    record Funded(
            PartnerId partnerId,
            @Nullable String partnerCode,
            String wallet,
            Money amount,
            @Nullable AccountKind charged)
            implements PayoutEvent {

        @Override
        public Optional<List<Posting>> postings() {
            return partnerCode == null || charged == null
                    ? Optional.empty()
                    : Optional.of(List.of(new Posting(
                            MovementKind.ACCEPT,
                            Account.ofPartner(charged, partnerCode),
                            Account.own(AccountKind.CUSTOMER_PAYABLE),
                            amount)));
        }
    }
}
