package id.kezbek.billing.transfers;

import id.kezbek.billing.terms.NewLimits;
import id.kezbek.billing.transfers.IncomingTransfers.First;
import id.kezbek.billing.transfers.IncomingTransfers.Kind;
import id.kezbek.billing.transfers.IncomingTransfers.Transfer;
import id.kezbek.ledger.BankTransfers;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Records a payment of a postpaid partner: a ledger movement from bank to receivable, and the same amount of available funds. */
@Component
public class RecordPayment {

    /**
     * A recorded payment.
     *
     * @param repeated whether an earlier request with the same key recorded it
     */
    public record Recorded(UUID id, Money amount, boolean repeated) {}

    private final IncomingTransfers transfers;
    private final TransactionTemplate transactions;
    private final BankTransfers bankTransfers;
    private final FundingSlots fundingSlots;
    private final NewLimits newLimits;
    private final PartnerDirectory partners;
    private final DataVersions versions;
    private final Ids ids;
    private final Clock clock;

    RecordPayment(
            IncomingTransfers transfers,
            TransactionTemplate transactions,
            BankTransfers bankTransfers,
            FundingSlots fundingSlots,
            NewLimits newLimits,
            PartnerDirectory partners,
            DataVersions versions,
            Ids ids,
            Clock clock) {
        this.transfers = transfers;
        this.transactions = transactions;
        this.bankTransfers = bankTransfers;
        this.fundingSlots = fundingSlots;
        this.newLimits = newLimits;
        this.partners = partners;
        this.versions = versions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records the payment and releases payouts that waited for it. Joins the caller's transaction if one is running.
     *
     * @throws Refusal IDEMPOTENCY_CONFLICT if the key was used with another amount or transfer; STATE_CONFLICT if the partner is
     *     prepaid or the transfer is already booked
     */
    public Recorded record(Payment payment) {
        return record(ids.next(), payment);
    }

    /** Like {@link #record(Payment)}, with an id that the proposal already assigned. */
    Recorded record(UUID id, Payment payment) {
        transfers.open(Kind.PAYMENT, payment.partner());
        return Objects.requireNonNull(transactions.execute(status -> insertOrFind(id, payment)));
    }

    private Recorded insertOrFind(UUID id, Payment payment) {
        Transfer transfer = new Transfer(
                id,
                payment.partner(),
                payment.amount(),
                payment.bankReference(),
                payment.idempotencyKey(),
                payment.recordedBy(),
                clock.instant());
        Optional<First> first = transfers.take(Kind.PAYMENT, transfer);
        if (first.isPresent()) {
            return new Recorded(first.get().id(), first.get().amount(), true);
        }
        // Reads the terms after locking the slots, because a change of terms takes the same lock.
        Money available = fundingSlots.lockAll(payment.partner().id());
        // If the limit is not in force yet, the slots stay unchanged: they will be computed from the ledger, which
        // contains this payment.
        if (requirePostpaid(payment.partner().id()).isLimited()
                && !newLimits.contains(payment.partner().id())) {
            fundingSlots.set(payment.partner().id(), available.plus(payment.amount()));
        }
        transfers.book(Kind.PAYMENT, transfer);
        return new Recorded(id, payment.amount(), false);
    }

    /**
     * Called before the proposal; refuses a payment that could not be recorded now.
     *
     * @throws Refusal STATE_CONFLICT as {@link #record} does
     */
    void check(PartnerId partner, String bankReference) {
        requirePostpaid(partner);
        bankTransfers.requireUnbooked(bankReference);
    }

    private Partner requirePostpaid(PartnerId id) {
        versions.refresh();
        Partner partner = partners.find(id).orElseThrow();
        if (partner.fundingMode() != Partner.FundingMode.POSTPAID) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the partner is prepaid and has no debt to pay; record a top-up");
        }
        return partner;
    }
}
