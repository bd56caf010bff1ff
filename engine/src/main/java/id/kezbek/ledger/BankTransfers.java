package id.kezbek.ledger;

import id.kezbek.approvals.ProposeAct;
import id.kezbek.approvals.audit.Actors;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Bank transfers of all partners, providers and kinds. Each bank reference can be booked only once. A booking above a
 * configured limit needs two people.
 */
@Component
public class BankTransfers {

    public static final int REFERENCE_MAX = 60;
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * The reversal of a booked transfer. A reversal needs two people.
     *
     * @param kind the kind of the reversed booking: TOP_UP, PARTNER_PAYMENT or FLOAT_TOP_UP
     * @param owner the code of the partner or provider
     */
    public record Reversal(UUID transfer, MovementKind kind, String owner, Money amount, boolean freesReference) {}

    private final JdbcClient jdbc;
    private final Actors actors;
    private final ProposeAct proposeAct;
    private final Clock clock;
    private final Money aloneUpTo;

    public BankTransfers(
            Actors actors,
            JdbcClient jdbc,
            ProposeAct proposeAct,
            Clock clock,
            @Value("${cezbek.funding.alone-up-to:0}") BigDecimal aloneUpTo) {
        if (aloneUpTo.signum() < 0) {
            throw new IllegalArgumentException("cezbek.funding.alone-up-to must be 0 or more");
        }
        this.jdbc = jdbc;
        this.actors = actors;
        this.proposeAct = proposeAct;
        this.clock = clock;
        this.aloneUpTo = Money.rupiah(aloneUpTo);
    }

    /**
     * Whether this booking needs a second person. A second person is needed if the first person's own bookings of the
     * last 24 hours, including this booking, exceed the limit.
     */
    public boolean takesTwo(Money amount, String person) {
        if (aloneUpTo.below(amount)) {
            return true;
        }
        // Concurrent requests of one person run one after the other, so that each request sees the earlier bookings.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('books alone ' || lower(?), 0))")
                .param(person)
                .query((row, n) -> n)
                .single();
        BigDecimal alone = jdbc.sql("""
                        select coalesce(sum(amount), 0) from ledger.bank_transfer
                        where lower(recorded_by) = any(?) and recorded_at > ?""")
                .params(actors.formsOf(person), Timestamp.from(clock.instant().minus(DAY)))
                .query(BigDecimal.class)
                .single();
        return aloneUpTo.below(Money.rupiah(alone).plus(amount));
    }

    /** The claim for this bank reference. Two open proposals cannot have the same claim. */
    public String claim(String reference) {
        return "bank reference "
                + jdbc.sql("select ledger.canonical_bank_reference(?)")
                        .param(reference)
                        .query(String.class)
                        .single();
    }

    /**
     * Refuses a transfer that is already booked.
     *
     * @throws Refusal STATE_CONFLICT with the existing booking
     */
    public void requireUnbooked(String reference) {
        holder(reference).ifPresent(holder -> {
            throw taken(holder);
        });
    }

    /**
     * Refuses a transfer that is already booked or in an open proposal.
     *
     * @throws Refusal STATE_CONFLICT; the message names the booking or the proposal
     */
    public void requireFree(String reference) {
        requireUnbooked(reference);
        proposeAct.requireUnclaimed(claim(reference));
    }

    /**
     * Checks, after a booking was inserted, that this booking holds its bank reference and that no other booking holds
     * the same reference.
     *
     * @throws Refusal STATE_CONFLICT; the message names the other booking. The caller's transaction must roll back
     */
    public void requireHolds(UUID transfer, String reference) {
        holder(reference).filter(holder -> !holder.transfer().equals(transfer)).ifPresent(holder -> {
            throw taken(holder);
        });
    }

    /**
     * Records the reversal of a booking in the caller's transaction.
     *
     * @param decidedBy the people who decided, as in the audit log
     * @throws Refusal as {@link #requireNotReversed}
     */
    public void reverse(Reversal reversal, String decidedBy, Instant at) {
        int added = jdbc.sql("""
                        insert into ledger.transfer_reversal
                          (transfer, kind, owner, amount, reference_freed, decided_by, reversed_at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .params(
                        reversal.transfer(),
                        reversal.kind().name(),
                        reversal.owner(),
                        reversal.amount().decimal(),
                        reversal.freesReference(),
                        decidedBy,
                        Timestamp.from(at))
                .update();
        if (added == 0) {
            throw reversed();
        }
        if (reversal.freesReference()) {
            jdbc.sql("delete from ledger.bank_transfer where transfer = ?")
                    .param(reversal.transfer())
                    .update();
        }
    }

    /** @throws Refusal STATE_CONFLICT if the booking is already reversed */
    public void requireNotReversed(UUID transfer) {
        boolean isReversed = jdbc.sql("select exists (select from ledger.transfer_reversal where transfer = ?)")
                .param(transfer)
                .query(Boolean.class)
                .single();
        if (isReversed) {
            throw reversed();
        }
    }

    private record Holder(UUID transfer, MovementKind kind, String owner) {}

    private Optional<Holder> holder(String reference) {
        return jdbc.sql("""
                        select transfer, kind, owner from ledger.bank_transfer
                        where reference = ledger.canonical_bank_reference(?)""")
                .param(reference)
                .query((row, n) -> new Holder(
                        row.getObject(1, UUID.class), MovementKind.valueOf(row.getString(2)), row.getString(3)))
                .optional();
    }

    private static Refusal taken(Holder holder) {
        return new Refusal(
                ErrorCode.STATE_CONFLICT,
                "bank_reference is already booked: " + holder.kind() + " " + Ids.text(holder.transfer()) + " of "
                        + holder.owner() + "; nothing was recorded");
    }

    private static Refusal reversed() {
        return new Refusal(ErrorCode.STATE_CONFLICT, "the transfer is already reversed");
    }
}
