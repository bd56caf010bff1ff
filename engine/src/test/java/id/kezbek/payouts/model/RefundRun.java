package id.kezbek.payouts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.refund.RefundPurchase;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.RefundTerms;
import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.ReceiveCallback;
import id.kezbek.payouts.collecting.CollectSmallPayouts;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.inquiry.LateChecks;
import id.kezbek.payouts.model.ModelBook.Booked;
import id.kezbek.payouts.model.ModelBook.Standing;
import id.kezbek.payouts.model.RefundBooks.Bought;
import id.kezbek.payouts.refund.SettleRefunds;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.TwoProcesses;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** One sequence of purchases, refunds, payments and reversals, of a partner and customers of its own. */
final class RefundRun {

    /** What sequences came upon, and how often. */
    static final Map<String, Integer> MET = new TreeMap<>();

    private static final Money DEPOSIT = Money.rupiah(100_000_000);
    private static final Duration IDLE_WITHIN = Duration.ofSeconds(20);
    private static final int ROUNDS_TO_THE_END = 30;
    /** One of this many runs cancels a payout in each of three ways. */
    private static final int CANCELS_EACH = 4;

    private static int runs;

    private final ModelEngine engine;
    private final Partner partner;
    private final List<Msisdn> customers;
    private final RefundBooks books;
    private final List<RefundPurchase.Asked> asked = new ArrayList<>();
    private final RefundRecords records;
    private final RefundInvariants invariants;
    private final RefundPeople people;
    private final int number = ++runs;
    private RefundTerms terms = RefundTerms.NET;
    private int references;
    private int callbacks;
    private long splits;

    RefundRun(ModelEngine engine) {
        this.engine = engine;
        PartnerId id = TwoProcesses.partners().prepaid(DEPOSIT);
        TwoProcesses.get(0, DataVersions.class).refresh();
        this.partner = TwoProcesses.get(0, PartnerDirectory.class).find(id).orElseThrow();
        this.customers = IntStream.range(0, 2)
                .mapToObj(n -> new Msisdn("62877%05d%d".formatted(number, n)))
                .toList();
        this.books = new RefundBooks(DEPOSIT);
        this.records = new RefundRecords(engine.book(), partner);
        this.invariants = new RefundInvariants(number, partner, customers, books, records);
        this.people = new RefundPeople(engine, number, partner, books, records, invariants);
        TwoProcesses.get(0, TransactionTemplate.class)
                .executeWithoutResult(status -> TwoProcesses.get(0, Rules.class).add(rule(id)));
        RefundTerms.Setting[] settings = RefundTerms.Setting.values();
        bear(new RefundTerms(settings[number % settings.length], Optional.empty()));
    }

    private static Rule rule(PartnerId partner) {
        return new Rule(
                20_000 + partner.value(),
                1,
                partner,
                null,
                1,
                null,
                Money.rupiah(1),
                null,
                new BigDecimal(RefundBooks.PERCENT),
                null,
                Instant.EPOCH,
                null,
                new RuleLimits(
                        new RuleLimits.CustomerCap(
                                Money.rupiah(RefundBooks.CUSTOMER_CAP), id.kezbek.cashback.purchase.Period.MONTH),
                        Money.rupiah(RefundBooks.BUDGET)));
    }

    static void met(String what) {
        MET.merge(what, 1, Integer::sum);
    }

    void play(RefundAction action) throws InterruptedException {
        switch (action) {
            case RefundAction.Buy(int customer, long rupiah, boolean isNarrow) ->
                buy(
                        customers.get(customer),
                        Money.rupiah(rupiah),
                        isNarrow ? ModelEngine.NARROW_WALLET : ModelEngine.WALLET);
            case RefundAction.Refund(int purchase, int percent) -> {
                List<Bought> left = books.notRefunded();
                if (!left.isEmpty()) {
                    refund(left.get(purchase % left.size()), percent);
                }
            }
            case RefundAction.RefundAgain(int refund, boolean same) -> {
                if (!asked.isEmpty()) {
                    again(asked.get(refund % asked.size()), same);
                }
            }
            case RefundAction.Bear(RefundTerms.Setting setting, Long limit) ->
                bear(new RefundTerms(
                        setting,
                        setting == RefundTerms.Setting.NET
                                ? Optional.empty()
                                : Optional.ofNullable(limit).map(Money::rupiah)));
            case RefundAction.WriteOff(int refund) -> people.writeOff(refund);
            case RefundAction.Cancel(int payout) -> people.cancel(payout);
            case RefundAction.AllBehave(var behaviour) ->
                engine.providers().forEach(provider -> provider.behave(behaviour));
            case RefundAction.Run(RefundAction.Job job) -> run(job);
            case RefundAction.Wait(Duration time) -> TwoProcesses.CLOCK.advance(time);
            case RefundAction.Happens(int order, PayoutRun.Event event) -> {
                List<Booked> orders = records.orders().stream()
                        .filter(one -> canHappen(one, event))
                        .toList();
                if (!orders.isEmpty()) {
                    happen(orders.get(order % orders.size()), event);
                }
            }
            case RefundAction.Tell(int order) -> {
                if (!records.orders().isEmpty()) {
                    tell(records.orders().get(order % records.orders().size()));
                }
            }
        }
    }

    private void bear(RefundTerms changed) {
        TwoProcesses.get(number, TransactionTemplate.class)
                .executeWithoutResult(status -> TwoProcesses.get(number, ChangePartnerFunding.class)
                        .refunds(partner.id(), changed, "two people"));
        terms = changed;
    }

    private void buy(Msisdn customer, Money amount, String wallet) {
        Purchase purchase = new Purchase(partner.id(), "N" + ++references, customer, null, wallet, 1, amount);
        Acceptance.Accepted accepted = (Acceptance.Accepted) TwoProcesses.get(number, Purchases.class)
                .accept(List.of(purchase))
                .getFirst();
        Bought bought = books.buy(customer, accepted.id(), amount, accepted.reward());
        assertThat(accepted.decision().cashback()).as("%s", bought).isEqualTo(bought.cashback());
        met("bought");
        met(bought.cashback().isPositive() ? "cashback" : "no cashback left");
        if (accepted.reward().isPositive()) {
            met("reward");
        }
    }

    void refund(Bought bought, int percent) {
        Money amount = percent == 100 ? null : RefundBooks.part(bought.left(), percent);
        RefundPurchase.Asked ask = new RefundPurchase.Asked(bought.id(), "R" + ++references, amount);
        RefundPurchase.Recorded recorded = refund(ask);
        assertThat(recorded.isRepeat()).isFalse();
        asked.add(ask);
        books.refund(bought, amount, isBorneByCustomer(recorded.refund().id()));
        assertThat(recorded.refund().isWhole()).isEqualTo(!bought.left().isPositive());
        met(recorded.refund().isWhole() ? "refunded whole" : "refunded in part");
        List<String> states = records.states(recorded.refund().id());
        states.forEach(state -> met("refund " + state));
        if (states.size() > 1) {
            met("refund of several payouts");
        }
        if (RefundRecords.isPartCancelledOf(bought.id())) {
            met("refund after a part was cancelled");
        }
        assertBorneByTheTerms(recorded.refund().id());
        assertThatExceptionOfType(Refusal.class)
                .as("more than is left")
                .isThrownBy(() -> refund(new RefundPurchase.Asked(
                        bought.id(), "TOO MUCH " + references, bought.left().plus(Money.rupiah(1)))));
    }

    /** What the customer already had is borne as the partner's terms say; above their limit the customer owes it. */
    private void assertBorneByTheTerms(UUID refund) {
        List<String> borne = RefundRecords.jdbc()
                .sql("select state from payouts.refund where ? in (id, refund) and state <> 'WAITING' and owed > 0")
                .param(refund)
                .query(String.class)
                .list();
        String expected = isBorneByCustomer(refund) ? "OWED" : terms.setting().name();
        assertThat(borne).as("%s with %s", refund, terms).allMatch(expected::equals);
    }

    private boolean isBorneByCustomer(UUID refund) {
        Money all = RefundRecords.sum("""
                select sum(case when ? in (id, refund) or state = 'WAITING' and coalesce(refund, id) < ? then amount
                  when state like 'ABSORBED%' then owed end)
                from payouts.refund where purchase = (select purchase from payouts.refund where id = ?)""", refund, refund, refund);
        boolean isAbove = terms.limit().map(most -> most.below(all)).orElse(false);
        return terms.setting() == RefundTerms.Setting.NET || isAbove;
    }

    private RefundPurchase.Recorded refund(RefundPurchase.Asked ask) {
        return TwoProcesses.get(number, RefundPurchase.class)
                .refund(ask, new Caller(Role.PARTNER, partner.code(), partner.id()));
    }

    private void again(RefundPurchase.Asked first, boolean same) {
        if (same) {
            assertThat(refund(first).isRepeat()).isTrue();
            met("refunded again");
        } else {
            Money other = Money.rupiah(Money.rupiah(7).equals(first.amount()) ? 8 : 7);
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> refund(new RefundPurchase.Asked(first.purchase(), first.reference(), other)));
            met("reference of another refund");
        }
    }

    void run(RefundAction.Job job) throws InterruptedException {
        switch (job) {
            case DISPATCH -> {
                engine.get(Dispatch.class).run();
                assertThat(engine.get(Dispatch.class).awaitIdle(IDLE_WITHIN)).isTrue();
                if (records.splits() > splits) {
                    splits = records.splits();
                    met("split");
                }
            }
            case ASK -> engine.get(Inquiry.class).run();
            case RECOVER -> engine.get(Inquiry.class).recoverAbandoned();
            case CHECK_LATE -> engine.get(LateChecks.class).run();
            case SETTLE_REFUNDS -> TwoProcesses.get(number, SettleRefunds.class).run();
            case COLLECT -> {
                if (TwoProcesses.get(number, CollectSmallPayouts.class).run() > 0) {
                    met("collected");
                }
            }
        }
    }

    boolean canHappen(Booked order, PayoutRun.Event event) {
        boolean canBeLearned = engine.provider(order.provider).canBeAsked();
        return switch (event) {
            case COMES_IN -> order.is(Standing.ON_ITS_WAY);
            case IS_PAID, FAILS -> order.is(Standing.PENDING);
            case IS_TAKEN_BACK -> canBeLearned && order.is(Standing.PAID);
            // A provider that pays after a no may pay twice, which is another model's.
            case IS_PAID_AFTER_A_NO -> false;
        };
    }

    void happen(Booked order, PayoutRun.Event event) {
        switch (event) {
            case COMES_IN ->
                engine.book()
                        .become(
                                order,
                                engine.book().isConclusive(order, Duration.ZERO) ? Standing.LOST : Standing.PAID);
            case IS_PAID -> engine.book().become(order, Standing.PAID);
            case FAILS -> engine.book().become(order, Standing.FAILED);
            case IS_TAKEN_BACK -> engine.book().become(order, Standing.REVERSED);
            case IS_PAID_AFTER_A_NO -> throw new AssertionError("does not happen here");
        }
        met(event.name());
    }

    void tell(Booked order) {
        Callback.@Nullable Status status = switch (order.standing()) {
            case ON_ITS_WAY, LOST -> null;
            case PENDING -> Callback.Status.PENDING;
            case PAID -> Callback.Status.SUCCESS;
            case FAILED -> Callback.Status.FAILED;
            case REVERSED -> Callback.Status.REVERSED;
        };
        if (status != null) {
            tell(order, status);
        }
    }

    void tell(Booked order, Callback.Status status) {
        Callback callback = new Callback(order.reference, status, order.amount, TwoProcesses.CLOCK.instant());
        engine.get(ReceiveCallback.class)
                .receive(
                        order.provider,
                        callback,
                        ("refund run " + number + " " + ++callbacks).getBytes(StandardCharsets.UTF_8));
    }

    /** Some runs begin with a payout of several parts, before limits are used up. */
    void begin() throws InterruptedException {
        if (number % CANCELS_EACH == 1) {
            RefundTerms before = terms;
            bear(RefundTerms.NET);
            scenes().cancelPartThatSetOffADebt();
            bear(before);
        }
    }

    private RefundScenes scenes() {
        return new RefundScenes(this, engine, people, books, records);
    }

    void assertInvariants() {
        invariants.assertAll();
    }

    /** From here on the outside behaves, and everything comes to its end. */
    void playToTheEnd() throws InterruptedException {
        play(new RefundAction.AllBehave(ModelProvider.Behaviour.PAYS));
        engine.providers().forEach(provider -> provider.answer(ModelProvider.Candour.HONEST));
        // Two small payouts, so that each run can collect some.
        play(new RefundAction.Buy(0, 650, false));
        play(new RefundAction.Buy(0, 950, false));
        run(RefundAction.Job.COLLECT);
        switch (number % CANCELS_EACH) {
            case 0 -> scenes().cancelWhatWasTakenBackAfterARefund();
            case 2 -> scenes().cancelAfterContradictedCallback();
            default -> {}
        }
        for (int round = 0; round < ROUNDS_TO_THE_END && !isAtItsEnd(); round++) {
            TwoProcesses.CLOCK.advance(Duration.ofHours(1));
            for (Booked order : records.orders()) {
                Stream.of(PayoutRun.Event.COMES_IN, PayoutRun.Event.IS_PAID)
                        .filter(event -> canHappen(order, event))
                        .forEach(event -> happen(order, event));
                tell(order);
            }
            run(RefundAction.Job.RECOVER);
            run(RefundAction.Job.ASK);
            run(RefundAction.Job.CHECK_LATE);
            run(RefundAction.Job.SETTLE_REFUNDS);
            run(RefundAction.Job.COLLECT);
            people.retry();
            run(RefundAction.Job.DISPATCH);
            assertInvariants();
        }
        assertThat(records.open()).as("payouts and refunds at the end").isEmpty();
        // Mostly of paid cashback, so that each run meets what its terms say.
        books.notRefunded().stream().findFirst().ifPresent(bought -> refund(bought, 100));
        again(asked.getLast(), true);
        again(asked.getLast(), false);
        people.writeOff(0);
        assertInvariants();
        invariants.assertEnd();
    }

    private boolean isAtItsEnd() {
        return records.open().isEmpty()
                && records.orders().stream()
                        .noneMatch(order -> order.is(Standing.PENDING) || order.is(Standing.ON_ITS_WAY))
                && records.heldAtProviders(null).equals(records.paid(null));
    }
}
