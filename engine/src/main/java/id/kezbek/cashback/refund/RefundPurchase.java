package id.kezbek.cashback.refund;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.cashback.PurchaseRefunded;
import id.kezbek.cashback.accept.PurchaseRecord;
import id.kezbek.cashback.history.PurchaseArchive;
import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.RefundTerms;
import id.kezbek.payouts.RefundedPayouts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Refunds a purchase, in whole or in part, with all effects in one transaction: the rule's budget, the customer's tier
 * and cap, the refund, the payout, the ledger and the events. The partner's funding slots are locked first, so the
 * refunds of one partner run one after the other. The other rows are locked in the same order as in acceptance.
 */
@Component
public class RefundPurchase {

    /**
     * A refund as a partner requests it.
     *
     * @param reference the partner's own reference of the refund; accepted once
     * @param amount the part of the purchase's amount; null for the whole amount that is not refunded yet
     */
    public record Asked(
            UUID purchase, String reference, @Nullable Money amount) {}

    /** @param isRepeat whether the same refund was recorded before; then nothing changed */
    public record Recorded(Refund refund, boolean isRepeat) {}

    public static final int REFERENCE_MAX = 30;

    /** The number of tries after conflicts, for example with a correction of the customer's number. */
    private static final int TRIES = 3;

    private static final CrashPoint WRITTEN = CrashPoint.named(
            "cashback.refund-written", "a refund is written with all its effects, nothing is committed");
    private static final CrashPoint COMMITTED =
            CrashPoint.named("cashback.refund-committed", "a refund is committed, its caller has no response");

    private final PurchaseArchive purchases;
    private final Refunds refunds;
    private final GivenBackLimits limits;
    private final TierWithout tierWithout;
    private final RefundedPayouts payouts;
    private final PartnerDirectory partners;
    private final FundingSlots fundingSlots;
    private final DataVersions versions;
    private final Facts facts;
    private final AuditLog auditLog;
    private final Ids ids;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration window;

    RefundPurchase(
            PurchaseArchive purchases,
            Refunds refunds,
            GivenBackLimits limits,
            TierWithout tierWithout,
            RefundedPayouts payouts,
            PartnerDirectory partners,
            FundingSlots fundingSlots,
            DataVersions versions,
            Facts facts,
            AuditLog auditLog,
            Ids ids,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock,
            @Value("${cezbek.cashback.refund-window:P90D}") Duration window) {
        if (!window.isPositive()) {
            throw new IllegalArgumentException("cezbek.cashback.refund-window must be above zero, for example P90D");
        }
        this.purchases = purchases;
        this.refunds = refunds;
        this.limits = limits;
        this.tierWithout = tierWithout;
        this.payouts = payouts;
        this.partners = partners;
        this.fundingSlots = fundingSlots;
        this.versions = versions;
        this.facts = facts;
        this.auditLog = auditLog;
        this.ids = ids;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.window = window;
    }

    /**
     * Records a refund of a purchase of the caller's partner.
     *
     * @throws Refusal NOT_FOUND if the partner has no such purchase; REFERENCE_CONFLICT if the reference belongs to
     *     another refund; STATE_CONFLICT if the purchase is too old or the amount exceeds the part that is not refunded
     *     yet. Then nothing was recorded
     */
    public Recorded refund(Asked asked, Caller caller) {
        for (int attempt = 1; ; attempt++) {
            try {
                Recorded recorded = refundOnce(asked, caller);
                COMMITTED.reached();
                return recorded;
            } catch (ConcurrencyFailureException conflict) {
                if (attempt == TRIES) {
                    throw conflict;
                }
            }
        }
    }

    private Recorded refundOnce(Asked asked, Caller caller) {
        PartnerId owner = caller.requirePartner();
        PurchaseRecord purchase = purchases
                .find(asked.purchase())
                .filter(found -> found.purchase().partner().equals(owner))
                .orElseThrow(RefundPurchase::absent);
        payouts.open(partners.find(owner).orElseThrow());
        return Objects.requireNonNull(transactions.execute(status -> {
            fundingSlots.lockAll(owner);
            versions.refresh();
            return refunds.find(owner, asked.reference())
                    .map(known -> again(known, asked))
                    .orElseGet(
                            () -> record(asked, purchase, partners.find(owner).orElseThrow(), caller));
        }));
    }

    private static Recorded again(Refund known, Asked asked) {
        if (known.purchase().equals(asked.purchase()) && Objects.equals(known.asked(), asked.amount())) {
            return new Recorded(known, true);
        }
        throw new Refusal(
                ErrorCode.REFERENCE_CONFLICT,
                "the reference was already used for another refund",
                List.of(new Refusal.FieldError(
                        "reference", "was already used for a refund with other values; use a new one")));
    }

    private Recorded record(Asked asked, PurchaseRecord purchase, Partner partner, Caller caller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        requireInWindow(purchase, now);
        TakenBack before = TakenBack.of(refunds.of(purchase.id()));
        Money left = before.left(purchase);
        Money part = part(asked, left);
        TakenBack next = before.next(purchase, part);
        Refund refund = new Refund(
                ids.next(),
                partner.id(),
                asked.reference(),
                purchase.id(),
                asked.amount(),
                part,
                next.cashback(),
                next.reward(),
                part.equals(left),
                now);
        // If the customer may keep the cashback, the cashback still counts under the limits, and the reward is not
        // given again. Otherwise a customer could gain by buying and returning goods repeatedly.
        RefundedPayouts.Order order = new RefundedPayouts.Order(refund.id(), purchase.id(), refund.total(), now);
        boolean isTakenBack = payouts.settingFor(partner, order) == RefundTerms.Setting.NET;
        boolean changesLimits = isTakenBack && refund.cashback().isPositive();
        if (changesLimits) {
            limits.toBudget(purchase, refund.cashback());
        }
        tierWithout.takeOut(purchase, refund, isTakenBack);
        if (changesLimits) {
            limits.toCap(purchase, refund.cashback());
        }
        refunds.add(refund);
        payouts.take(partner, order);
        Pipeline writing = new Pipeline();
        facts.append(writing, List.of(Fact.of(event(purchase, refund, partner), purchase.id(), now)));
        writing.run(jdbc);
        if (caller.role() != Role.PARTNER) {
            auditLog.append(AuditEntry.by(
                    caller,
                    "PURCHASE_REFUNDED",
                    "transaction " + Ids.text(purchase.id()),
                    Map.of(
                            "partner", partner.code(),
                            "refund", Ids.text(refund.id()),
                            "amount", part.inWords())));
        }
        WRITTEN.reached();
        return new Recorded(refund, false);
    }

    private void requireInWindow(PurchaseRecord purchase, Instant now) {
        if (purchase.acceptedAt().plus(window).isBefore(now)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the purchase is too old: a refund is possible within " + window.toDays() + " days");
        }
    }

    private static Money part(Asked asked, Money left) {
        if (!left.isPositive()) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the purchase is already refunded in full");
        }
        Money part = Optional.ofNullable(asked.amount()).orElse(left);
        if (!left.atLeast(part)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the amount is higher than the part of the purchase that is not refunded yet",
                    List.of(new Refusal.FieldError(
                            "amount", "must be at most " + left.decimal().toPlainString())));
        }
        return part;
    }

    private static PurchaseRefunded event(PurchaseRecord purchase, Refund refund, Partner partner) {
        return new PurchaseRefunded(
                Ids.text(refund.id()),
                Ids.text(purchase.id()),
                partner.id(),
                partner.code(),
                partner.company(),
                purchase.purchase().reference(),
                purchase.purchase().msisdn().digits(),
                purchase.purchase().wallet(),
                purchase.purchase().quantity(),
                refund.isWhole(),
                refund.amount(),
                refund.cashback(),
                refund.reward(),
                purchase.trace().rule(),
                purchase.trace().ruleVersion(),
                purchase.tier());
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "no transaction has this id");
    }
}
