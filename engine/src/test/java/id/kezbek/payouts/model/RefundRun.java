package id.kezbek.payouts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kezbek.billing.invoices.Billables;
import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.history.CustomerStanding;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.refund.RefundPurchase;
import id.kezbek.facts.EventReader;
import id.kezbek.facts.Fact;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.RefundTerms;
import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.ReceiveCallback;
import id.kezbek.payouts.collecting.CollectSmallPayouts;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.payouts.decision.RetryPayout;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.inquiry.LateChecks;
import id.kezbek.payouts.model.ModelBook.Booked;
import id.kezbek.payouts.model.ModelBook.Standing;
import id.kezbek.payouts.model.RefundBooks.Bought;
import id.kezbek.payouts.refund.SettleRefunds;
import id.kezbek.payouts.refund.WriteOffRefund;
import id.kezbek.reporting.rollup.RollUps;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** One sequence of purchases, refunds, payments and reversals, of a partner and customers of its own. */
final class RefundRun {

    sealed interface Action {}

    record Buy(int customer, long rupiah) implements Action {}

    /** @param percent how much of what is left; 100 asks for all of it without an amount */
    record Refund(int purchase, int percent) implements Action {}

    /** An earlier refund once more, or another one under its reference. */
    record RefundAgain(int refund, boolean same) implements Action {}

    /** @param limit in rupiah; null for none */
    record Bear(RefundTerms.Setting setting, @Nullable Long limit) implements Action {}

    /** Two people give up an open refund. */
    record WriteOff(int refund) implements Action {}

    /** Two people cancel a payout that is not sent, or was taken back. */
    record Cancel(int payout) implements Action {}

    record AllBehave(ModelProvider.Behaviour behaviour) implements Action {}

    record Run(Job job) implements Action {}

    record Wait(Duration time) implements Action {}

    record Happens(int order, PayoutRun.Event event) implements Action {}

    record Tell(int order) implements Action {}

    enum Job {
        DISPATCH,
        ASK,
        RECOVER,
        CHECK_LATE,
        SETTLE_REFUNDS,
        COLLECT
    }

    /** What sequences came upon, and how often. */
    static final Map<String, Integer> MET = new TreeMap<>();

    private static final Money DEPOSIT = Money.rupiah(100_000_000);
    private static final Duration IDLE_WITHIN = Duration.ofSeconds(20);
    private static final int ROUNDS_TO_THE_END = 30;
    /** Every such number of runs, one run cancels such a payout at its end. */
    private static final int CANCELS_EACH = 4;

    private static int runs;

    private final ModelEngine engine;
    private final Partner partner;
    private final List<Msisdn> customers;
    private final RefundBooks books;
    private final List<RefundPurchase.Asked> asked = new ArrayList<>();
    private final Map<Msisdn, Money> writtenOff = new HashMap<>();
    /** The customers who lost what they had earned, because people cancelled a payout. */
    private final Set<Msisdn> cancelledFor = new HashSet<>();

    private final int number = ++runs;
    private RefundTerms terms = RefundTerms.NET;
    private int references;
    private int callbacks;

    RefundRun(ModelEngine engine) {
        this.engine = engine;
        PartnerId id = TwoProcesses.partners().prepaid(DEPOSIT);
        TwoProcesses.get(0, DataVersions.class).refresh();
        this.partner = TwoProcesses.get(0, PartnerDirectory.class).find(id).orElseThrow();
        this.customers = IntStream.range(0, 2)
                .mapToObj(n -> new Msisdn("62877%05d%d".formatted(number, n)))
                .toList();
        this.books = new RefundBooks(DEPOSIT);
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

    void play(Action action) throws InterruptedException {
        switch (action) {
            case Buy(int customer, long rupiah) -> buy(customers.get(customer), Money.rupiah(rupiah));
            case Refund(int purchase, int percent) -> {
                List<Bought> left = books.notRefunded();
                if (!left.isEmpty()) {
                    refund(left.get(purchase % left.size()), percent);
                }
            }
            case RefundAgain(int refund, boolean same) -> {
                if (!asked.isEmpty()) {
                    again(asked.get(refund % asked.size()), same);
                }
            }
            case Bear(RefundTerms.Setting setting, Long limit) ->
                bear(new RefundTerms(
                        setting,
                        setting == RefundTerms.Setting.NET
                                ? Optional.empty()
                                : Optional.ofNullable(limit).map(Money::rupiah)));
            case WriteOff(int refund) -> writeOff(refund);
            case Cancel(int payout) -> cancel(payout);
            case AllBehave(var behaviour) -> engine.providers().forEach(provider -> provider.behave(behaviour));
            case Run(Job job) -> run(job);
            case Wait(Duration time) -> TwoProcesses.CLOCK.advance(time);
            case Happens(int order, PayoutRun.Event event) -> {
                List<Booked> orders =
                        orders().stream().filter(one -> canHappen(one, event)).toList();
                if (!orders.isEmpty()) {
                    happen(orders.get(order % orders.size()), event);
                }
            }
            case Tell(int order) -> {
                if (!orders().isEmpty()) {
                    tell(orders().get(order % orders().size()));
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

    private void writeOff(int refund) {
        record Open(UUID id, Msisdn customer, Money open) {}
        List<Open> open = jdbc().sql(
                        "select id, msisdn, open from payouts.refund where partner = ? and state = 'OWED' order by id")
                .param(partner.id().value())
                .query((row, n) -> new Open(
                        row.getObject(1, UUID.class), new Msisdn(row.getString(2)), Money.rupiah(row.getBigDecimal(3))))
                .list();
        if (!open.isEmpty()) {
            Open one = open.get(refund % open.size());
            TwoProcesses.get(number, WriteOffRefund.class).writeOff(one.id());
            writtenOff.merge(one.customer(), one.open(), Money::plus);
            met("written off");
        }
    }

    private void cancel(int payout) {
        record Owed(UUID id, Msisdn customer) {}
        List<Owed> owed = jdbc().sql("""
                        select id, msisdn from payouts.payout p
                        where partner = ? and state in ('HELD', 'PENDING', 'ATTENTION')
                          and not exists (select from payouts.attempt a where a.payout = p.id and a.state in ('SENDING', 'UNKNOWN'))
                        order by id""")
                .param(partner.id().value())
                .query((row, n) -> new Owed(row.getObject(1, UUID.class), new Msisdn(row.getString(2))))
                .list();
        if (!owed.isEmpty()) {
            cancel(
                    owed.get(payout % owed.size()).id(),
                    owed.get(payout % owed.size()).customer());
        }
    }

    private void cancel(UUID payout, Msisdn customer) {
        boolean isRefunded = sum("select sum(owed) from payouts.refund where payout = ?", payout)
                .isPositive();
        Money before = writtenOff(customer);
        TwoProcesses.get(number, CancelPayout.class).cancel(payout, null, "two people");
        writtenOff.computeIfPresent(customer, (one, lost) -> lost.minus(before.minus(writtenOff(customer))));
        cancelledFor.add(customer);
        met(isRefunded ? "cancelled after a refund" : "cancelled");
    }

    private Money writtenOff(Msisdn customer) {
        return ofCustomer(customer, "select sum(written_off) from payouts.refund where partner = ? and msisdn = ?");
    }

    /** What a customer has and gets, less what is to be recovered and what others bear. */
    private Money held(Msisdn customer) {
        Money given = paid(customer).plus(ofCustomer(customer, """
                select sum(amount) from payouts.payout
                where state not in ('PAID', 'CANCELLED') and partner = ? and msisdn = ?"""));
        Money owed = ofCustomer(
                customer,
                "select sum(case state when 'WAITING' then amount else open end) from payouts.refund where partner = ? and msisdn = ?");
        Money kept = ofCustomer(
                        customer,
                        "select sum(owed) from payouts.refund where state like 'ABSORBED%' and partner = ? and msisdn = ?")
                .plus(writtenOff.getOrDefault(customer, Money.ZERO));
        return given.minus(owed).minus(kept);
    }

    private Money held() {
        return customers.stream().map(this::held).reduce(Money.ZERO, Money::plus);
    }

    private void buy(Msisdn customer, Money amount) {
        Purchase purchase =
                new Purchase(partner.id(), "N" + ++references, customer, null, ModelEngine.WALLET, 1, amount);
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

    private void refund(Bought bought, int percent) {
        Money amount = percent == 100 ? null : RefundBooks.part(bought.left(), percent);
        RefundPurchase.Asked ask = new RefundPurchase.Asked(bought.id(), "R" + ++references, amount);
        RefundPurchase.Recorded recorded = refund(ask);
        assertThat(recorded.isRepeat()).isFalse();
        asked.add(ask);
        books.refund(bought, amount, terms.setting() == RefundTerms.Setting.NET);
        assertThat(recorded.refund().isWhole()).isEqualTo(!bought.left().isPositive());
        met(recorded.refund().isWhole() ? "refunded whole" : "refunded in part");
        state(recorded.refund().id()).ifPresent(state -> met("refund " + state));
        assertBorneByTheTerms(recorded.refund().id());
        assertThatExceptionOfType(Refusal.class)
                .as("more than is left")
                .isThrownBy(() -> refund(new RefundPurchase.Asked(
                        bought.id(), "TOO MUCH " + references, bought.left().plus(Money.rupiah(1)))));
    }

    /** What the customer already had is borne as the partner's terms say; above their limit the customer owes it. */
    private void assertBorneByTheTerms(UUID refund) {
        Money owed = sum("select owed from payouts.refund where id = ? and state <> 'WAITING'", refund);
        if (owed.isPositive()) {
            Money all = sum("""
                    select r.amount + coalesce((select sum(b.owed) from payouts.refund b
                      where b.purchase = r.purchase and b.id <> r.id and b.state like 'ABSORBED%'), 0)
                    from payouts.refund r where r.id = ?""", refund);
            boolean isAbove = terms.limit().map(most -> most.below(all)).orElse(false);
            String expected = terms.setting() == RefundTerms.Setting.NET || isAbove
                    ? "OWED"
                    : terms.setting().name();
            assertThat(state(refund)).as("%s with %s", owed, terms).hasValue(expected);
        }
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

    private Optional<String> state(UUID refund) {
        return jdbc().sql("select state from payouts.refund where id = ?")
                .param(refund)
                .query(String.class)
                .optional();
    }

    private void run(Job job) throws InterruptedException {
        switch (job) {
            case DISPATCH -> {
                engine.get(Dispatch.class).run();
                assertThat(engine.get(Dispatch.class).awaitIdle(IDLE_WITHIN)).isTrue();
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

    private List<Booked> orders() {
        return payouts().stream()
                .flatMap(payout -> engine.book().of(payout).stream())
                .toList();
    }

    private boolean canHappen(Booked order, PayoutRun.Event event) {
        boolean canBeLearned = engine.provider(order.provider).canBeAsked();
        return switch (event) {
            case COMES_IN -> order.is(Standing.ON_ITS_WAY);
            case IS_PAID, FAILS -> order.is(Standing.PENDING);
            case IS_TAKEN_BACK -> canBeLearned && order.is(Standing.PAID);
            // A provider that pays after a no may pay twice, which is another model's.
            case IS_PAID_AFTER_A_NO -> false;
        };
    }

    private void happen(Booked order, PayoutRun.Event event) {
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

    private void tell(Booked order) {
        Callback.@Nullable Status status = switch (order.standing()) {
            case ON_ITS_WAY, LOST -> null;
            case PENDING -> Callback.Status.PENDING;
            case PAID -> Callback.Status.SUCCESS;
            case FAILED -> Callback.Status.FAILED;
            case REVERSED -> Callback.Status.REVERSED;
        };
        if (status != null) {
            Callback callback = new Callback(order.reference, status, order.amount, TwoProcesses.CLOCK.instant());
            engine.get(ReceiveCallback.class)
                    .receive(
                            order.provider,
                            callback,
                            ("refund run " + number + " " + ++callbacks).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** From here on the outside behaves, and everything comes to its end. */
    void playToTheEnd() throws InterruptedException {
        play(new AllBehave(ModelProvider.Behaviour.PAYS));
        engine.providers().forEach(provider -> provider.answer(ModelProvider.Candour.HONEST));
        // Two small payouts, so that each run can collect some.
        play(new Buy(0, 650));
        play(new Buy(0, 950));
        run(Job.COLLECT);
        if (number % CANCELS_EACH == 0) {
            cancelWhatWasTakenBackAfterARefund();
        }
        for (int round = 0; round < ROUNDS_TO_THE_END && !isAtItsEnd(); round++) {
            TwoProcesses.CLOCK.advance(Duration.ofHours(1));
            for (Booked order : orders()) {
                Stream.of(PayoutRun.Event.COMES_IN, PayoutRun.Event.IS_PAID)
                        .filter(event -> canHappen(order, event))
                        .forEach(event -> happen(order, event));
                tell(order);
            }
            run(Job.RECOVER);
            run(Job.ASK);
            run(Job.CHECK_LATE);
            run(Job.SETTLE_REFUNDS);
            run(Job.COLLECT);
            retry();
            run(Job.DISPATCH);
            assertInvariants();
        }
        assertThat(open()).as("payouts and refunds at the end").isEmpty();
        // Mostly of paid cashback, so that each run meets what its terms say.
        books.notRefunded().stream().findFirst().ifPresent(bought -> refund(bought, 100));
        again(asked.getLast(), true);
        again(asked.getLast(), false);
        writeOff(0);
        assertInvariants();
        assertEnd();
    }

    private void cancelWhatWasTakenBackAfterARefund() throws InterruptedException {
        play(new Buy(1, 9_990));
        run(Job.DISPATCH);
        books.notRefunded().stream().skip(books.notRefunded().size() - 1L).forEach(last -> refund(last, 100));
        UUID payout = payouts().getLast();
        for (Booked order : engine.book().of(payout)) {
            if (canHappen(order, PayoutRun.Event.IS_TAKEN_BACK)) {
                happen(order, PayoutRun.Event.IS_TAKEN_BACK);
                tell(order);
                run(Job.CHECK_LATE);
                if (isOwed(payout)) {
                    cancel(payout, order.msisdn);
                }
                assertInvariants();
            }
        }
    }

    private static boolean isOwed(UUID payout) {
        return jdbc().sql("select state in ('PENDING', 'ATTENTION') from payouts.payout where id = ?")
                .param(payout)
                .query(Boolean.class)
                .single();
    }

    private void retry() {
        jdbc().sql("select id from payouts.payout where partner = ? and state = 'ATTENTION'")
                .param(partner.id().value())
                .query(UUID.class)
                .list()
                .forEach(payout -> engine.get(RetryPayout.class).retry(payout, "two people"));
    }

    private boolean isAtItsEnd() {
        return open().isEmpty()
                && orders().stream().noneMatch(order -> order.is(Standing.PENDING) || order.is(Standing.ON_ITS_WAY))
                && heldAtProviders(null).equals(paid(null));
    }

    /** What is not at its end. A payout that a refund made too small for the wallet waits for people. */
    private List<String> open() {
        return jdbc().sql("""
                        select state || ' ' || amount from payouts.payout
                        where partner = :partner and state not in ('PAID', 'CANCELLED')
                          and not (state = 'HELD' and reason = 'BELOW_WALLET_MINIMUM')
                        union all select 'refund ' || amount from payouts.refund where partner = :partner and state = 'WAITING'""")
                .param("partner", partner.id().value())
                .query(String.class)
                .list();
    }

    void assertInvariants() {
        assertThat(engine.book().violations()).as("what providers saw").isEmpty();
        assertThat(sum("select sum(amount) from ledger.line"))
                .as("the trial balance")
                .isEqualTo(Money.ZERO);
        Money waiting = ofPartner("select sum(amount) from payouts.refund where state = 'WAITING' and partner = ?");
        for (Msisdn customer : customers) {
            Money held = held(customer);
            if (cancelledFor.contains(customer)) {
                assertThat(books.earned(customer).atLeast(held))
                        .as("%s has %s and earned %s", customer.masked(), held, books.earned(customer))
                        .isTrue();
            } else {
                assertThat(held)
                        .as("what %s has and gets, less what is to be recovered", customer.masked())
                        .isEqualTo(books.earned(customer));
            }
            assertThat(writtenOff(customer))
                    .as("what people gave up for %s", customer.masked())
                    .isEqualTo(writtenOff.getOrDefault(customer, Money.ZERO));
            assertThat(recurring(customer))
                    .as("the tier of %s", customer.masked())
                    .isEqualTo(books.standingOf(customer));
        }
        // The partner pays what customers have and get, and nothing else: no amount returns twice.
        Money left = books.deposit().minus(held()).minus(waiting).minus(borneByPartner());
        assertThat(account(AccountKind.FUNDING).negated())
                .as("the partner's funding")
                .isEqualTo(left);
        assertThat(TwoProcesses.get(number, FundingSlots.class).available(partner.id()))
                .as("the partner's slots")
                .isEqualTo(left);
        assertThat(account(AccountKind.CLAWBACK))
                .as("what is to be recovered")
                .isEqualTo(ofPartner("select sum(open) from payouts.refund where partner = ?"));
        assertThat(ofPartner("select sum(spent) from cashback.rule_budget where rule = 20000 + ?"))
                .as("the budget")
                .isEqualTo(books.counted());
        assertThat(ofPartner("""
                        select sum(p.amount - (select sum(amount) from payouts.item where payout = p.id))
                        from payouts.payout p where partner = ? and coalesce(reason, '') <> 'REFUNDED'""")).as("payouts are the sums of their items").isEqualTo(Money.ZERO);
        assertEventsSayWhatWasPosted();
    }

    /** What the providers hold is what the engine thinks it paid; figures and invoice say the same as the ledger. */
    private void assertEnd() {
        for (Msisdn customer : customers) {
            assertThat(heldAtProviders(customer))
                    .as("what %s holds in the providers' books", customer.masked())
                    .isEqualTo(paid(customer));
        }
        RollUps rollUps = TwoProcesses.get(0, RollUps.class);
        while (rollUps.read()) {
            met("more events");
        }
        assertThat(jdbc().sql("""
                        select coalesce(sum(purchases), 0) || ' ' || coalesce(sum(cashback + reward), 0)::numeric(20, 2)
                        from reporting.purchases_by_hour where partner = ?""")
                        .param(partner.id().value())
                        .query(String.class)
                        .single())
                .as("the figures of purchases")
                .isEqualTo(books.standing() + " " + books.earned().decimal());
        Instant until = TwoProcesses.CLOCK.instant().plus(Duration.ofDays(1));
        assertThat(TwoProcesses.get(0, Billables.class)
                        .cashback(partner, Instant.EPOCH, until)
                        .amount())
                .as("the cashback of the invoice")
                .isEqualTo(held().plus(borneByPartner()));
    }

    private Money borneByPartner() {
        return ofPartner("select sum(owed) from payouts.refund where state = 'ABSORBED_BY_PARTNER' and partner = ?");
    }

    private String recurring(Msisdn customer) {
        return TwoProcesses.get(0, CustomerStanding.class)
                .find(new MemberKey(partner.id(), customer))
                .map(standing -> standing.tier() + " " + standing.recurring())
                .orElse("none");
    }

    private void assertEventsSayWhatWasPosted() {
        Map<String, Money> said = new TreeMap<>();
        EventReader reader = TwoProcesses.get(0, EventReader.class);
        jdbc()
                .sql("""
                        select kind, subject, body, at from facts.fact
                        where body ->> 'partnerId' = :id or body ->> 'partnerCode' = :code or body ->> 'partner' in (:id, :code)""")
                .param("id", Long.toString(partner.id().value()))
                .param("code", partner.code())
                .query((row, n) -> new Fact(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .list()
                .stream()
                .flatMap(fact -> reader.read(fact, MoneyEvent.class).stream())
                .flatMap(event -> ((MoneyEvent) event).postings().orElseThrow().stream())
                .forEach(posting -> {
                    add(said, posting, posting.debit(), posting.amount());
                    add(said, posting, posting.credit(), posting.amount().negated());
                });
        Map<String, Money> posted = new TreeMap<>();
        jdbc().sql("""
                        select l.kind || ' ' || a.kind, sum(l.amount) from ledger.line l join ledger.account a on a.id = l.account
                        where a.owner = ? group by 1""").param(partner.code()).query(row -> {
            posted.put(row.getString(1), Money.rupiah(row.getBigDecimal(2)));
        });
        assertThat(said).as("what events say was posted").isEqualTo(posted);
    }

    private void add(Map<String, Money> said, MoneyEvent.Posting posting, Account account, Money amount) {
        if (account.owner().equals(partner.code())) {
            said.merge(posting.kind() + " " + account.kind(), amount, Money::plus);
        }
    }

    private Money heldAtProviders(@Nullable Msisdn customer) {
        return orders().stream()
                .filter(order -> order.is(Standing.PAID) && (customer == null || order.msisdn.equals(customer)))
                .map(order -> order.amount)
                .reduce(Money.ZERO, Money::plus);
    }

    private Money paid(@Nullable Msisdn customer) {
        return customer == null
                ? ofPartner("select sum(amount) from payouts.payout where state = 'PAID' and partner = ?")
                : ofCustomer(
                        customer,
                        "select sum(amount) from payouts.payout where state = 'PAID' and partner = ? and msisdn = ?");
    }

    private List<UUID> payouts() {
        return jdbc().sql("select id from payouts.payout where partner = ? order by id")
                .param(partner.id().value())
                .query(UUID.class)
                .list();
    }

    private Money account(AccountKind kind) {
        return sum(
                "select sum(l.amount) from ledger.line l join ledger.account a on a.id = l.account where a.kind = ? and a.owner = ?",
                kind.name(),
                partner.code());
    }

    private Money ofPartner(String sql) {
        return sum(sql, partner.id().value());
    }

    private Money ofCustomer(Msisdn customer, String sql) {
        return sum(sql, partner.id().value(), customer.digits());
    }

    private static Money sum(String sql, Object... values) {
        return jdbc().sql(sql)
                .params(values)
                .query((row, n) -> Optional.ofNullable(row.getBigDecimal(1)))
                .optional()
                .flatMap(found -> found)
                .map(Money::rupiah)
                .orElse(Money.ZERO);
    }

    private static JdbcClient jdbc() {
        return TwoProcesses.get(0, JdbcClient.class);
    }
}
