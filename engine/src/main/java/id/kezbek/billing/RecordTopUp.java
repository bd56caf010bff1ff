package id.kezbek.billing;

import id.kezbek.billing.transfers.IncomingTransfers;
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
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.sql.DataVersions;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Records a partner's top-up: a ledger movement from bank to funding, and the same amount of available funds. */
@Component
public class RecordTopUp {

    /**
     * A recorded top-up.
     *
     * @param repeated whether an earlier request with the same key recorded it
     */
    public record Recorded(UUID id, Money amount, boolean repeated) {}

    private static final CrashPoint KEY_TAKEN =
            CrashPoint.named("billing.top-up-keyed", "a top-up's key is recorded, available funds are unchanged");
    private static final CrashPoint GRANTED =
            CrashPoint.named("billing.top-up-granted", "available funds are increased, the ledger has no movement yet");
    private static final CrashPoint WRITTEN =
            CrashPoint.named("billing.top-up-written", "all rows of a top-up are written, but not committed");

    private final IncomingTransfers transfers;
    private final TransactionTemplate transactions;
    private final BankTransfers bankTransfers;
    private final FundingSlots fundingSlots;
    private final PartnerDirectory partners;
    private final DataVersions versions;
    private final Ids ids;
    private final Clock clock;

    RecordTopUp(
            IncomingTransfers transfers,
            TransactionTemplate transactions,
            BankTransfers bankTransfers,
            FundingSlots fundingSlots,
            PartnerDirectory partners,
            DataVersions versions,
            Ids ids,
            Clock clock) {
        this.transfers = transfers;
        this.transactions = transactions;
        this.bankTransfers = bankTransfers;
        this.fundingSlots = fundingSlots;
        this.partners = partners;
        this.versions = versions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records the top-up and releases payouts that waited for it. Joins the caller's transaction if one is running.
     *
     * @throws Refusal IDEMPOTENCY_CONFLICT if the key was used with another amount or transfer; STATE_CONFLICT if the partner is
     *     postpaid or the transfer is already booked
     */
    public Recorded record(TopUp topUp) {
        return record(ids.next(), topUp);
    }

    /** Like {@link #record(TopUp)}, with an id that the proposal already assigned. */
    public Recorded record(UUID id, TopUp topUp) {
        transfers.open(Kind.TOP_UP, topUp.partner());
        return Objects.requireNonNull(transactions.execute(status -> insertOrFind(id, topUp)));
    }

    private Recorded insertOrFind(UUID id, TopUp topUp) {
        Transfer transfer = new Transfer(
                id,
                topUp.partner(),
                topUp.amount(),
                topUp.bankReference(),
                topUp.idempotencyKey(),
                topUp.recordedBy(),
                clock.instant());
        Optional<First> first = transfers.take(Kind.TOP_UP, transfer);
        if (first.isPresent()) {
            return new Recorded(first.get().id(), first.get().amount(), true);
        }
        KEY_TAKEN.reached();
        // Reads the terms after locking the slots, because a change of terms takes the same lock.
        Money available = fundingSlots.lockAll(topUp.partner().id());
        requirePrepaid(topUp.partner().id());
        fundingSlots.set(topUp.partner().id(), available.plus(topUp.amount()));
        GRANTED.reached();
        transfers.book(Kind.TOP_UP, transfer);
        WRITTEN.reached();
        return new Recorded(id, topUp.amount(), false);
    }

    /**
     * Called before the proposal; refuses a top-up that could not be recorded now.
     *
     * @throws Refusal STATE_CONFLICT as {@link #record} does
     */
    public void check(PartnerId partner, String bankReference) {
        requirePrepaid(partner);
        bankTransfers.requireUnbooked(bankReference);
    }

    private void requirePrepaid(PartnerId partner) {
        versions.refresh();
        if (partners.find(partner).orElseThrow().fundingMode() != Partner.FundingMode.PREPAID) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the partner is postpaid and has no balance to top up; record a payment");
        }
    }
}
