package id.kezbek.cashback.accept;

import id.kezbek.cashback.Rules;
import id.kezbek.cashback.accept.Acceptance.Failed;
import id.kezbek.cashback.accept.Acceptance.Refused;
import id.kezbek.cashback.accept.PurchaseRecords.Recorded;
import id.kezbek.cashback.accept.References.Key;
import id.kezbek.cashback.accept.References.Taken;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.rules.RuleSpending;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Tiers;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.PayoutOrder;
import id.kezbek.payouts.PayoutOrders;
import id.kezbek.payouts.Wallets;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.batch.SplitOnFailure;
import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Accepts purchases. In one transaction, the class decides the cashback, updates the customers' tiers, checks the
 * funding, and records purchases, payouts, ledger lines and events. A batch of any length needs two round trips to the
 * database, including the commit. The first try takes no locks and does not look up references before it writes. If the
 * batch conflicts with another transaction or contains a repeated purchase, the transaction rolls back and runs again
 * with locks and look-ups. The order of locks is the same everywhere: funding slots, budgets, customers, customers'
 * caps, references. Rows of one kind are locked in key order.
 */
@Component
public class Purchases {

    private static final CrashPoint BEGINNING =
            CrashPoint.named("cashback.list-made", "a batch of purchases is formed, its transaction has not started");
    private static final CrashPoint READ = CrashPoint.named(
            "cashback.list-read", "the data of a batch is read and perhaps locked, nothing is written");
    private static final CrashPoint WRITTEN =
            CrashPoint.named("cashback.list-written", "a batch of purchases is written, but not committed");
    private static final CrashPoint COMMITTED =
            CrashPoint.named("cashback.list-committed", "a batch of purchases is committed, no caller has a response");
    private static final CrashPoint SLOT_WAS_SHORT = CrashPoint.named(
            "cashback.slot-short", "one funding slot was not enough, the batch has not restarted with all slots");
    private static final CrashPoint LOST = CrashPoint.named(
            "cashback.list-lost", "a concurrent change made a batch roll back, its retry has not started");
    private static final CrashPoint ITEM_DONE = CrashPoint.named(
            "cashback.item-done", "one purchase of a split batch is committed, the next ones have not started");

    /** How long batches use locks from their first try, after a conflict or a repeated purchase. */
    private static final Duration CAREFUL_FOR = Duration.ofSeconds(2);

    private final Rules rules;
    private final RuleSpending ruleSpending;
    private final References references;
    private final PurchaseRecords records;
    private final PartnerDirectory partners;
    private final Tiers tiers;
    private final Members members;
    private final FundingSlots fundingSlots;
    private final Ledger ledger;
    private final PayoutOrders payoutOrders;
    private final Wallets wallets;
    private final Facts facts;
    private final DataVersions versions;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;
    private final SplitOnFailure<Purchase, Acceptance> splitOnFailure =
            new SplitOnFailure<>("purchases", Failed::new, () -> ITEM_DONE.reached());
    private volatile Instant carefulUntil = Instant.MIN;

    public Purchases(
            Rules rules,
            RuleSpending ruleSpending,
            References references,
            PurchaseRecords records,
            PartnerDirectory partners,
            Tiers tiers,
            Members members,
            FundingSlots fundingSlots,
            Ledger ledger,
            PayoutOrders payoutOrders,
            Wallets wallets,
            Facts facts,
            DataVersions versions,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.rules = rules;
        this.ruleSpending = ruleSpending;
        this.references = references;
        this.records = records;
        this.partners = partners;
        this.tiers = tiers;
        this.members = members;
        this.fundingSlots = fundingSlots;
        this.ledger = ledger;
        this.payoutOrders = payoutOrders;
        this.wallets = wallets;
        this.facts = facts;
        this.versions = versions;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** Like {@link #accept(int, List)}, for callers that are not workers. */
    public List<Acceptance> accept(List<Purchase> purchases) {
        return accept(0, purchases);
    }

    /**
     * Accepts a batch in one transaction. Each item is decided individually; a refused or failed item does not affect
     * other items.
     *
     * @param lane the worker, which decides the funding slot; concurrent callers should use different workers
     * @return one result for each item, in order
     */
    public List<Acceptance> accept(int lane, List<Purchase> purchases) {
        return splitOnFailure.handle(purchases, list -> acceptWhole(lane, list));
    }

    private List<Acceptance> acceptWhole(int lane, List<Purchase> purchases) {
        Set<PartnerId> watched =
                fundingSlots.watched(purchases.stream().map(Purchase::partner).toList());
        Try next = Try.first(lane, watched, clock.instant().isBefore(carefulUntil));
        while (true) {
            Try thisTry = next;
            BEGINNING.reached();
            try {
                List<Acceptance> outcomes =
                        Objects.requireNonNull(transactions.execute(status -> write(thisTry, purchases)));
                COMMITTED.reached();
                if (outcomes.stream().anyMatch(Acceptance.Accepted.class::isInstance)) {
                    payoutOrders.committed();
                }
                return outcomes;
            } catch (FundingSlots.SlotsAreShort areShort) {
                SLOT_WAS_SHORT.reached();
                next = thisTry.afterShortSlots(areShort.partners());
            } catch (ConcurrencyFailureException | DuplicateKeyException lost) {
                // A duplicate key is also a conflict. If two batches create the same customer, the insertion into the
                // tier history fails with a duplicate key. This happens before the count of new customers is checked.
                LOST.reached();
                next = thisTry.afterLoss(lost instanceof DuplicateKeyException);
                if (next.conflicts() > thisTry.conflicts()) {
                    carefulUntil = clock.instant().plus(CAREFUL_FOR);
                }
                if (next.isLast()) {
                    throw lost;
                }
            }
        }
    }

    private List<Acceptance> write(Try thisTry, List<Purchase> purchases) throws DataAccessException {
        Pipeline reading = new Pipeline();
        Map<String, Long> inForce = versions.readIn(reading);
        var funding = fundingSlots.takingIn(
                reading,
                thisTry.lane(),
                thisTry.wholeFunding(),
                thisTry.locksFirst() ? partnersOf(purchases) : Set.of());
        RuleSpending.Spent spent =
                ruleSpending.readIn(reading, rules.book(), purchases, clock.instant(), thisTry.isCareful());
        var known = members.readIn(
                reading,
                purchases.stream()
                        .map(p -> new MemberKey(p.partner(), p.msisdn()))
                        .toList(),
                thisTry.isCareful());
        spent.readCaps(reading);
        Map<Key, Taken> taken = thisTry.isCareful()
                ? references.findIn(reading, purchases.stream().map(Key::of).toList())
                : Map.of();
        reading.run(jdbc);
        READ.reached();
        versions.refresh(inForce);

        PurchaseList list = new PurchaseList(
                new PurchaseList.InForce(partners, wallets, rules.book(), tiers.ladder()),
                new PurchaseList.Known(taken, known, funding, spent),
                ids,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        List<Acceptance> decided = purchases.stream().map(list::decide).toList();
        List<Acceptance> outcomes = thisTry.isCareful() ? decided : withRepeats(purchases, decided);

        Pipeline writing = new Pipeline();
        funding.write(writing);
        spent.writeBudgets(writing);
        members.write(writing, list.memberChanges(), list.moves());
        spent.writeCaps(writing);
        references.take(writing, list.newReferences());
        records.write(writing, list.recorded());
        List<Recorded> paying = list.recorded().stream()
                .filter(one -> one.accepted().payout() != null)
                .toList();
        ledger.post(
                writing,
                paying.stream()
                        .filter(one -> one.accepted().isFunded())
                        .map(this::movement)
                        .toList());
        payoutOrders.place(writing, paying.stream().map(Purchases::order).toList());
        facts.append(writing, list.recorded().stream().map(records::fact).toList());
        if (thisTry.commitsAtOnce()) {
            writing.runAndCommit(jdbc);
        } else {
            writing.run(jdbc);
            WRITTEN.reached();
        }
        return outcomes;
    }

    /**
     * A purchase that would now be refused may repeat an accepted purchase; the caller must then get the first
     * response. Purchases that would be accepted need no look-up, because writing a used reference fails.
     */
    private List<Acceptance> withRepeats(List<Purchase> purchases, List<Acceptance> decided) {
        List<Key> refused = IntStream.range(0, decided.size())
                .filter(i -> mayBeRepeat(decided.get(i)))
                .mapToObj(i -> Key.of(purchases.get(i)))
                .toList();
        if (refused.isEmpty()) {
            return decided;
        }
        Pipeline reading = new Pipeline();
        Map<Key, Taken> taken = references.findIn(reading, refused);
        reading.run(jdbc);
        return IntStream.range(0, decided.size())
                .mapToObj(i -> {
                    Taken first = mayBeRepeat(decided.get(i)) ? taken.get(Key.of(purchases.get(i))) : null;
                    return first == null ? decided.get(i) : PurchaseList.again(purchases.get(i), first);
                })
                .toList();
    }

    /**
     * Whether the refused purchase may repeat an accepted purchase. A suspended partner's purchase is refused even if
     * it repeats an accepted purchase.
     */
    private static boolean mayBeRepeat(Acceptance decided) {
        return decided instanceof Refused refused && refused.refusal().code() != ErrorCode.UNAUTHORIZED;
    }

    private static Set<PartnerId> partnersOf(List<Purchase> purchases) {
        return purchases.stream().map(Purchase::partner).collect(Collectors.toUnmodifiableSet());
    }

    private Movement movement(Recorded recorded) {
        Partner partner = recorded.partner();
        return new Movement(
                ids.next(),
                MovementKind.ACCEPT,
                recorded.accepted().id(),
                Account.ofPartner(PurchaseRecords.charged(partner), partner.code()),
                Account.own(AccountKind.CUSTOMER_PAYABLE),
                payable(recorded),
                recorded.accepted().at());
    }

    private static PayoutOrder order(Recorded recorded) {
        UUID payout = Objects.requireNonNull(recorded.accepted().payout());
        Purchase purchase = recorded.purchase();
        return new PayoutOrder(
                payout,
                purchase.partner(),
                purchase.msisdn(),
                purchase.wallet(),
                List.of(new PayoutOrder.Item(recorded.accepted().id(), purchase.reference(), payable(recorded))),
                recorded.accepted().isFunded(),
                recorded.accepted().at());
    }

    private static Money payable(Recorded recorded) {
        return recorded.accepted()
                .decision()
                .cashback()
                .plus(recorded.accepted().reward());
    }
}
