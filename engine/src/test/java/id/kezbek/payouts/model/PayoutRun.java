package id.kezbek.payouts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.PayoutsWorld;
import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.Callbacks;
import id.kezbek.payouts.callback.ReceiveCallback;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.decision.RetryPayout;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.inquiry.LateChecks;
import id.kezbek.payouts.model.ModelBook.Booked;
import id.kezbek.payouts.model.ModelBook.Standing;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** One sequence of actions on payouts of customers of its own. */
final class PayoutRun {

    /** One thing that happens. Orders and payouts are counted from the first and round again. */
    sealed interface Action {}

    record OrderPayout(int customer, long rupiah) implements Action {}

    record Behave(int provider, ModelProvider.Behaviour behaviour) implements Action {}

    record AllBehave(ModelProvider.Behaviour behaviour) implements Action {}

    record Answer(int provider, ModelProvider.Candour candour) implements Action {}

    record Run(Job job) implements Action {}

    record Wait(Duration time) implements Action {}

    record Happens(int order, Event event) implements Action {}

    record Tell(int order, Word word, boolean twice) implements Action {}

    record Decide(int payout, Decision decision) implements Action {}

    record Pause(int provider, boolean paused) implements Action {}

    record PauseAll(boolean paused) implements Action {}

    /** What the engine does by itself. */
    enum Job {
        DISPATCH,
        ASK,
        RECOVER,
        CHECK_LATE,
        RELEASE
    }

    /** What happens to an order at its provider. */
    enum Event {
        COMES_IN,
        IS_PAID,
        FAILS,
        IS_PAID_AFTER_A_NO,
        IS_TAKEN_BACK
    }

    /** What a provider tells by itself. */
    enum Word {
        HOW_IT_STANDS,
        HOW_IT_STOOD_FIRST,
        WRONG_AMOUNT,
        UNKNOWN_REFERENCE,
        /** Signed with a stolen secret. */
        LIE
    }

    /** What people decide. */
    enum Decision {
        RESOLVE,
        RETRY,
        CANCEL
    }

    /** What sequences came upon, and how often. */
    static final Map<String, Integer> MET = new TreeMap<>();

    private static final Duration IDLE_WITHIN = Duration.ofSeconds(20);
    private static final int ROUNDS_TO_THE_END = 20;
    private static final String PEOPLE = "two people";

    private final ModelEngine engine;
    private final PayoutsStage stage;
    private final List<Msisdn> customers;
    private final List<UUID> payouts = new ArrayList<>();
    private final PayoutBooks books;
    private int callbacks;

    PayoutRun(ModelEngine engine, PayoutsStage stage) {
        this.engine = engine;
        this.stage = stage;
        this.customers = IntStream.range(0, 2).mapToObj(n -> stage.customer()).toList();
        this.books = new PayoutBooks(engine, payouts);
    }

    void play(Action action) throws InterruptedException {
        switch (action) {
            case OrderPayout(int customer, long rupiah) ->
                order(customers.get(customer % customers.size()), Money.rupiah(rupiah));
            case Behave(int provider, var behaviour) ->
                engine.providers().get(provider).behave(behaviour);
            case AllBehave(var behaviour) -> engine.providers().forEach(provider -> provider.behave(behaviour));
            case Answer(int provider, var candour) ->
                engine.providers().get(provider).answer(candour);
            case Run(Job job) -> run(job);
            case Wait(Duration time) -> PayoutsWorld.CLOCK.advance(time);
            case Happens(int number, Event event) -> {
                List<Booked> orders = orders().stream()
                        .filter(order -> canHappen(order, event))
                        .toList();
                if (!orders.isEmpty()) {
                    happen(orders.get(number % orders.size()), event);
                }
            }
            case Tell(int number, Word word, boolean twice) -> {
                List<Booked> orders = orders();
                if (!orders.isEmpty()) {
                    tell(orders.get(number % orders.size()), word, twice);
                }
            }
            case Decide(int number, Decision decision) -> {
                List<UUID> waiting = decision == Decision.RETRY ? books.waitingForPeople() : payouts;
                if (!waiting.isEmpty()) {
                    decide(waiting.get(number % waiting.size()), decision);
                }
            }
            case Pause(int provider, boolean paused) -> stage.pause(ModelEngine.PROVIDERS.get(provider), paused);
            case PauseAll(boolean paused) -> ModelEngine.PROVIDERS.forEach(code -> stage.pause(code, paused));
        }
    }

    static void met(String what) {
        MET.merge(what, 1, Integer::sum);
    }

    void assertInvariants() {
        books.assertInvariants();
    }

    /** Orders a payout and books what is owed for it, as accepting a purchase does. */
    private void order(Msisdn customer, Money amount) {
        UUID payout = stage.order(customer, ModelEngine.WALLET, amount.hundredths() / 100);
        Account funding = Account.ofPartner(AccountKind.FUNDING, "LAJADA");
        Account payable = Account.own(AccountKind.CUSTOMER_PAYABLE);
        Ledger ledger = engine.get(Ledger.class);
        ledger.open(funding, payable);
        engine.get(TransactionTemplate.class).executeWithoutResult(status -> {
            Pipeline posting = new Pipeline();
            ledger.post(
                    posting,
                    List.of(new Movement(
                            engine.get(Ids.class).next(),
                            MovementKind.ACCEPT,
                            payout,
                            funding,
                            payable,
                            amount,
                            PayoutsWorld.CLOCK.instant())));
            posting.run(engine.get(JdbcTemplate.class));
        });
        payouts.add(payout);
    }

    private void run(Job job) throws InterruptedException {
        switch (job) {
            case DISPATCH -> {
                engine.get(Dispatch.class).run();
                assertThat(engine.get(Dispatch.class).awaitIdle(IDLE_WITHIN)).isTrue();
            }
            case ASK -> engine.get(Inquiry.class).run();
            case RECOVER -> {
                engine.get(Inquiry.class).recoverAbandoned();
                engine.get(ReceiveCallback.class).applyOpen();
            }
            case CHECK_LATE -> engine.get(LateChecks.class).run();
            case RELEASE -> engine.get(Dispatch.class).releaseHeld();
        }
    }

    /** All orders that came in, payout by payout, so that which one is meant does not hang on threads. */
    private List<Booked> orders() {
        return payouts.stream()
                .flatMap(payout -> engine.book().of(payout).stream())
                .toList();
    }

    private void happen(Booked order, Event event) {
        ModelBook book = engine.book();
        switch (event) {
            case COMES_IN ->
                book.become(order, book.isConclusive(order, Duration.ZERO) ? Standing.LOST : Standing.PAID);
            case IS_PAID -> book.become(order, Standing.PAID);
            case FAILS -> book.become(order, Standing.FAILED);
            case IS_PAID_AFTER_A_NO -> book.become(order, Standing.PAID);
            case IS_TAKEN_BACK -> book.become(order, Standing.REVERSED);
        }
        met(event.name());
    }

    private boolean canHappen(Booked order, Event event) {
        // What a provider does that cannot be asked nobody would learn but from its statement.
        boolean canBeLearned = engine.provider(order.provider).canBeAsked();
        return switch (event) {
            case COMES_IN -> order.is(Standing.ON_ITS_WAY);
            case IS_PAID, FAILS -> order.is(Standing.PENDING);
            case IS_PAID_AFTER_A_NO ->
                canBeLearned && order.proof != null && (order.is(Standing.FAILED) || order.is(Standing.LOST));
            case IS_TAKEN_BACK -> canBeLearned && order.is(Standing.PAID);
        };
    }

    private void tell(Booked order, Word word, boolean twice) {
        Standing standing = switch (word) {
            case HOW_IT_STOOD_FIRST -> order.history.getFirst();
            case HOW_IT_STANDS, WRONG_AMOUNT, UNKNOWN_REFERENCE -> order.standing();
            case LIE -> order.is(Standing.PAID) ? Standing.REVERSED : Standing.PAID;
        };
        switch (standing) {
            case ON_ITS_WAY, LOST -> {
                // A provider that has no order has nothing to tell.
            }
            case PENDING -> tell(order, word, Callback.Status.PENDING, twice);
            case PAID -> tell(order, word, Callback.Status.SUCCESS, twice);
            case FAILED -> tell(order, word, Callback.Status.FAILED, twice);
            case REVERSED -> tell(order, word, Callback.Status.REVERSED, twice);
        }
    }

    private void tell(Booked order, Word word, Callback.Status status, boolean twice) {
        Money amount = word == Word.WRONG_AMOUNT ? order.amount.plus(Money.rupiah(1)) : order.amount;
        String reference =
                word == Word.UNKNOWN_REFERENCE ? Ids.text(engine.get(Ids.class).next()) : order.reference;
        Callback callback = new Callback(reference, status, amount, PayoutsWorld.CLOCK.instant());
        byte[] body = ("callback " + ++callbacks + " of " + order.reference).getBytes(StandardCharsets.UTF_8);
        boolean refused = word == Word.WRONG_AMOUNT || word == Word.UNKNOWN_REFERENCE;
        ReceiveCallback receiver = engine.get(ReceiveCallback.class);
        for (int time = 0; time < (twice ? 2 : 1); time++) {
            if (refused) {
                assertThatExceptionOfType(Refusal.class)
                        .isThrownBy(() -> receiver.receive(order.provider, callback, body));
                met("callback refused");
            } else {
                // No proof: the engine may not act on it before an answer of the provider.
                met("callback " + receiver.receive(order.provider, callback, body));
            }
        }
    }

    private void decide(UUID payout, Decision decision) {
        try {
            switch (decision) {
                case RESOLVE -> resolve(payout);
                case RETRY -> {
                    engine.get(RetryPayout.class).retry(payout, PEOPLE);
                    met("RETRY");
                }
                case CANCEL -> {
                    engine.get(CancelPayout.class).cancel(payout, null, PEOPLE);
                    met("CANCEL");
                }
            }
        } catch (Refusal notNow) {
            met(decision + " refused");
        }
    }

    /** People look into the provider's own book, and wait where the order may still come in. */
    private void resolve(UUID payout) {
        stage.attempts(payout).stream()
                .filter(attempt -> attempt.state() == AttemptState.UNKNOWN || isForPeople(attempt))
                .map(attempt -> engine.book().find(Ids.text(attempt.id())).orElseThrow())
                .filter(order -> !order.is(Standing.PENDING) && engine.book().isConclusive(order, Duration.ZERO))
                .forEach(order -> {
                    boolean paid = order.is(Standing.PAID);
                    engine.get(ResolveAttempt.class)
                            .resolve(
                                    Ids.parse(order.reference),
                                    paid ? ResolveAttempt.Resolution.PAID : ResolveAttempt.Resolution.NOT_PAID,
                                    null,
                                    PEOPLE);
                    if (paid) {
                        order.tellPaid();
                    } else {
                        order.prove("PEOPLE");
                    }
                    met("RESOLVE");
                });
    }

    /** Whether a callback contradicts an ended attempt, and its provider does not confirm it. */
    private boolean isForPeople(PayoutsStage.AttemptRow attempt) {
        boolean isEnded = attempt.state() == AttemptState.FAILED || attempt.state() == AttemptState.SUCCEEDED;
        return isEnded && engine.get(Callbacks.class).waitForPeople(attempt.id());
    }

    /** From here on the outside behaves; the engine then comes to an end that agrees with the providers' books. */
    void playToTheEnd() throws InterruptedException {
        for (int provider = 0; provider < ModelEngine.PROVIDERS.size(); provider++) {
            play(new Behave(provider, ModelProvider.Behaviour.PAYS));
            play(new Answer(provider, ModelProvider.Candour.HONEST));
            play(new Pause(provider, false));
        }
        for (int round = 0; round < ROUNDS_TO_THE_END && !isAtItsEnd(); round++) {
            PayoutsWorld.CLOCK.advance(Duration.ofHours(1));
            for (Booked order : orders()) {
                Stream.of(Event.COMES_IN, Event.IS_PAID)
                        .filter(event -> canHappen(order, event))
                        .forEach(event -> happen(order, event));
                tell(order, Word.HOW_IT_STANDS, false);
            }
            run(Job.RECOVER);
            run(Job.ASK);
            run(Job.CHECK_LATE);
            run(Job.RELEASE);
            payouts.forEach(payout -> decide(payout, Decision.RESOLVE));
            books.waitingForPeople().forEach(payout -> decide(payout, Decision.RETRY));
            run(Job.DISPATCH);
            assertInvariants();
        }
        books.assertAgreeWithTheProviders();
    }

    private boolean isAtItsEnd() {
        return books.agreeWithTheProviders();
    }
}
