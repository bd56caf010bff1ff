package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.billing.transfers.Payment;
import id.kezbek.billing.transfers.RecordPayment;
import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.purchase.Period;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.journey.Foretold.Place;
import id.kezbek.journey.Foretold.Reported;
import id.kezbek.journey.Foretold.Rung;
import id.kezbek.journey.Foretold.Terms;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Standing;
import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.Tiers;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.records.SuspendPartner;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.TestPartners;
import id.kezbek.testing.TwoProcesses;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** One sequence of actions with its own partner and customers, for the two processes and the model. */
final class AcceptRun {

    /** The partner's funding, in rupiah. */
    sealed interface Funding {

        record Prepaid(long balance) implements Funding {}

        record Limited(long limit) implements Funding {}

        record Unlimited() implements Funding {}
    }

    /** The process that gets the request, and the funding slot of its batch. */
    record Where(int process, int lane) {}

    /** One action. */
    sealed interface Action {}

    record Report(Where where, List<Reported> purchases) implements Action {}

    /** Repeats an earlier purchase, counted from the first one; or reports another one with its reference. */
    record ReportAgain(Where where, int earlier, boolean same) implements Action {}

    record PayIn(Where where, long rupiah) implements Action {}

    record Suspend(Where where, boolean is) implements Action {}

    /** Sets whether purchases beyond the funds are held. */
    record HoldWhenShort(Where where, boolean is) implements Action {}

    /** Changes the partner's own rule; none ends it. */
    record ChangeRule(Where where, Optional<Terms> terms) implements Action {}

    /** Sets lower tiers, or the published ones. */
    record ChangeTiers(Where where, boolean lower) implements Action {}

    record DaysPass(int days) implements Action {}

    static final List<String> CUSTOMERS = List.of("C1", "C2", "C3");
    static final Set<String> MET = new HashSet<>();

    private static final List<Rung> LOWER_TIERS = List.of(
            new Rung("BRONZE", 2, Map.of(2, 300L)),
            new Rung("SILVER", 3, Map.of(2, 500L, 3, 900L)),
            new Rung("GOLD", 3, Map.of(3, 1_500L)),
            new Rung("PLATINUM", 2, Map.of(2, 2_000L)));

    /** The current day. It never goes back, so that the records of one sequence are in the past of the next. */
    private static LocalDate today = TwoProcesses.CLOCK.dayNotYetReached();

    private static int runs;

    private final int number = ++runs;
    private final Partner partner;
    private final Funding funding;
    private final Foretold foretold;
    private final Map<String, UUID> answered = new HashMap<>();
    private final List<Reported> reported = new ArrayList<>();
    private int payments;
    private int ruleVersion;

    AcceptRun(Funding funding) {
        this.funding = funding;
        this.foretold = new Foretold(!(funding instanceof Funding.Unlimited));
        pass(1);
        setTiers(0, Foretold.LADDER);
        PartnerId id = partner(funding);
        TwoProcesses.get(0, DataVersions.class).refresh();
        this.partner = TwoProcesses.get(0, PartnerDirectory.class).find(id).orElseThrow();
    }

    private PartnerId partner(Funding funding) {
        TestPartners partners = TwoProcesses.partners();
        return switch (funding) {
            case Funding.Prepaid(long balance) -> {
                MET.add("PREPAID");
                foretold.topUp(balance);
                yield partners.prepaid(Money.rupiah(balance));
            }
            case Funding.Limited(long limit) -> {
                MET.add("LIMITED");
                foretold.topUp(limit);
                PartnerId id = partners.postpaid();
                change(0, () -> {
                    TwoProcesses.get(0, JdbcClient.class)
                            .sql("update partners.partner set credit_limit = ? where id = ?")
                            .params(limit, id.value())
                            .update();
                    TwoProcesses.get(0, FundingSlots.class).grant(id, Money.rupiah(limit));
                    TwoProcesses.get(0, DataVersions.class).raise("partners");
                });
                yield id;
            }
            case Funding.Unlimited() -> {
                MET.add("UNLIMITED");
                yield partners.postpaid();
            }
        };
    }

    void play(Action action) {
        switch (action) {
            case Report(Where where, List<Reported> purchases) -> report(where, purchases);
            case ReportAgain(Where where, int earlier, boolean same) -> {
                if (!reported.isEmpty()) {
                    Reported first = reported.get(earlier % reported.size());
                    report(where, List.of(same ? first : otherUnderItsReference(first)));
                }
            }
            case PayIn(Where where, long rupiah) -> payIn(where, rupiah);
            case Suspend(Where where, boolean is) -> {
                SuspendPartner suspension = TwoProcesses.get(where.process(), SuspendPartner.class);
                if (is) {
                    suspension.suspend(partner.id(), "test");
                } else {
                    suspension.reactivate(partner.id(), "test");
                }
                foretold.suspended(is);
            }
            case HoldWhenShort(Where where, boolean is) -> {
                var setting = is ? Partner.ShortFunding.HOLD : Partner.ShortFunding.REFUSE;
                change(
                        where.process(),
                        () -> TwoProcesses.get(where.process(), ChangePartnerFunding.class)
                                .whenShort(partner.id(), setting, "test"));
                foretold.holds(is);
            }
            case ChangeRule(Where where, Optional<Terms> terms) -> {
                change(
                        where.process(),
                        () -> TwoProcesses.get(where.process(), Rules.class).add(rule(terms)));
                foretold.ownTerms(terms.orElse(null));
            }
            case ChangeTiers(Where where, boolean lower) -> {
                List<Rung> ladder = lower ? LOWER_TIERS : Foretold.LADDER;
                setTiers(where.process(), ladder);
                foretold.climbs(ladder);
            }
            case DaysPass(int days) -> pass(days);
        }
    }

    private static Reported otherUnderItsReference(Reported first) {
        return new Reported(first.reference(), first.customer(), first.wallet(), first.quantity() + 1, first.amount());
    }

    private void payIn(Where where, long rupiah) {
        String number = Integer.toString(++payments);
        Money amount = Money.rupiah(rupiah);
        if (funding instanceof Funding.Prepaid) {
            TwoProcesses.get(where.process(), RecordTopUp.class)
                    .record(new TopUp(partner, amount, partner.code() + " bank-" + number, "key-" + number, "test"));
        } else {
            TwoProcesses.get(where.process(), RecordPayment.class)
                    .record(new Payment(partner, amount, partner.code() + " bank-" + number, "key-" + number, "test"));
        }
        int heldBefore = foretold.heldPayouts();
        foretold.topUp(rupiah);
        note("released", foretold.heldPayouts() < heldBefore);
    }

    private void report(Where where, List<Reported> list) {
        List<Purchase> purchases = list.stream().map(this::purchase).toList();
        List<Acceptance> outcomes = purchases.size() == 1 && where.lane() % 2 == 0
                ? List.of(
                        TwoProcesses.get(where.process(), AcceptPurchase.class).accept(purchases.getFirst()))
                : TwoProcesses.get(where.process(), Purchases.class).accept(where.lane(), purchases);
        assertThat(outcomes).hasSameSizeAs(list);
        IntStream.range(0, list.size()).forEach(i -> check(list.get(i), outcomes.get(i)));
    }

    private void check(Reported purchase, Acceptance outcome) {
        reported.add(purchase);
        Place before = foretold.lastPlaceOf(purchase.customer());
        switch (foretold.report(purchase, today)) {
            case Foretold.Taken(long cashback, long reward, Place after) -> {
                assertThat(outcome).as("%s", purchase).isInstanceOf(Acceptance.Accepted.class);
                Acceptance.Accepted accepted = (Acceptance.Accepted) outcome;
                assertThat(accepted.decision().cashback()).isEqualTo(Money.rupiah(cashback));
                assertThat(accepted.reward()).isEqualTo(Money.rupiah(reward));
                assertThat(accepted.before() == null ? null : place(accepted.before()))
                        .isEqualTo(before);
                assertThat(place(accepted.after())).isEqualTo(after);
                assertThat(accepted.payout() == null).isEqualTo(cashback + reward == 0);
                answered.put(purchase.reference(), accepted.id());
                MET.addAll(List.of("taken", after.tier()));
                note("held", !accepted.isFunded());
                note("nothing to pay", cashback + reward == 0);
                accepted.decision().trims().forEach(trim -> MET.add(trim.by().name()));
                note("capped", cashback < accepted.decision().uncapped().hundredths() / 100);
                note("fell", before != null && !today.isBefore(before.expires()));
            }
            case Foretold.Again(Reported first) -> {
                assertThat(outcome).as("%s", purchase).isInstanceOf(Acceptance.Repeated.class);
                assertThat(((Acceptance.Repeated) outcome).id()).isEqualTo(answered.get(first.reference()));
                MET.add("again");
            }
            case Foretold.Not(String code) -> {
                assertThat(outcome).as("%s", purchase).isInstanceOf(Acceptance.Refused.class);
                assertThat(((Acceptance.Refused) outcome).refusal().code().v1Code())
                        .as("%s", purchase)
                        .isEqualTo(code);
                MET.add(code);
            }
        }
    }

    private static void note(String what, boolean met) {
        if (met) {
            MET.add(what);
        }
    }

    void assertInvariants() {
        AcceptBooks.Sums books = AcceptBooks.sums(partner);
        BigDecimal balance = BigDecimal.valueOf(foretold.balance());
        BigDecimal owed = BigDecimal.valueOf(foretold.owed());
        assertThat(books.trial()).as("the trial balance").isZero();
        assertThat(books.leastSlot()).as("the slot with the least").isNotNegative();
        switch (funding) {
            case Funding.Prepaid prepaid -> {
                assertThat(books.available()).as("the slots").isEqualByComparingTo(balance);
                assertThat(books.partner().negate())
                        .as("the funding in the books")
                        .isEqualByComparingTo(balance);
            }
            case Funding.Limited(long limit) -> {
                assertThat(books.available()).as("what is left of the limit").isEqualByComparingTo(balance);
                assertThat(books.partner())
                        .as("the receivable")
                        .isEqualByComparingTo(BigDecimal.valueOf(limit).subtract(balance));
            }
            case Funding.Unlimited unlimited ->
                assertThat(books.partner()).as("the receivable").isEqualByComparingTo(balance.negate());
        }
        assertThat(books.payable()).as("what customers are owed").isEqualByComparingTo(owed);
        BigDecimal granted = BigDecimal.valueOf(foretold.granted());
        assertThat(books.ordered()).as("what payouts pay").isEqualByComparingTo(granted);
        assertThat(books.granted()).as("what purchases grant").isEqualByComparingTo(granted);
        assertThat(books.held()).as("payouts that wait for funding").isEqualTo(foretold.heldPayouts());
        assertThat(books.payouts()).as("payouts").isEqualTo(foretold.payouts());
        assertThat(AcceptBooks.spent(ownRule()))
                .as("what the own rule's budget gave")
                .isEqualByComparingTo(BigDecimal.valueOf(foretold.spent()));
        assertThat(answered.keySet()).isEqualTo(foretold.references());
        assertThat(AcceptBooks.references(partner)).as("the references").isEqualTo(answered);
        CUSTOMERS.forEach(
                customer -> assertThat(lastPlace(customer)).as(customer).isEqualTo(foretold.lastPlaceOf(customer)));
    }

    private @Nullable Place lastPlace(String customer) {
        return TwoProcesses.get(0, Members.class)
                .find(new MemberKey(partner.id(), msisdn(customer)))
                .map(AcceptRun::place)
                .orElse(null);
    }

    private static void pass(int days) {
        today = today.plusDays(days);
        TwoProcesses.CLOCK.turnTo(today);
    }

    private static void change(int process, Runnable act) {
        TwoProcesses.get(process, TransactionTemplate.class).executeWithoutResult(status -> act.run());
    }

    private static void setTiers(int process, List<Rung> ladder) {
        List<Tier> tiers = IntStream.range(0, ladder.size())
                .mapToObj(i -> tier(i + 1, ladder.get(i)))
                .toList();
        change(process, () -> TwoProcesses.get(process, Tiers.class).replace(tiers));
    }

    static Tier tier(int grade, Rung rung) {
        Map<Integer, Money> rewards = new HashMap<>();
        rung.rewards().forEach((count, amount) -> rewards.put(count, Money.rupiah(amount)));
        return new Tier(rung.tier(), grade, rung.lastCount(), Foretold.STAY_DAYS, rewards);
    }

    private Rule rule(Optional<Terms> terms) {
        Terms given = terms.orElse(new Terms("100", 1_000_000));
        return new Rule(
                ownRule(),
                ++ruleVersion,
                partner.id(),
                null,
                1,
                null,
                Money.rupiah(50_000),
                null,
                new BigDecimal(given.percent()),
                Money.rupiah(given.cap()),
                Instant.EPOCH,
                terms.isPresent() ? null : TwoProcesses.CLOCK.instant(),
                limits(given));
    }

    private long ownRule() {
        return 10_000 + partner.id().value();
    }

    private static RuleLimits limits(Terms terms) {
        Foretold.PerCustomer cap = terms.perCustomer();
        return new RuleLimits(
                cap == null
                        ? null
                        : new RuleLimits.CustomerCap(
                                Money.rupiah(cap.most()),
                                Period.valueOf(cap.span().name())),
                terms.budget() == null ? null : Money.rupiah(terms.budget()));
    }

    private Purchase purchase(Reported purchase) {
        return new Purchase(
                partner.id(),
                purchase.reference(),
                msisdn(purchase.customer()),
                null,
                purchase.wallet(),
                purchase.quantity(),
                Money.rupiah(purchase.amount()));
    }

    private Msisdn msisdn(String customer) {
        return new Msisdn("62878%05d%s".formatted(number, customer.substring(1)));
    }

    private static Place place(Standing standing) {
        return new Place(standing.tier(), standing.recurring(), standing.expiresOn());
    }
}
