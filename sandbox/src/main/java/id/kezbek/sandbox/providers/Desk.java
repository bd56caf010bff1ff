package id.kezbek.sandbox.providers;

import id.kezbek.sandbox.providers.book.Book;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Order;
import id.kezbek.sandbox.providers.book.Outcome;
import id.kezbek.sandbox.providers.book.Reading;
import id.kezbek.sandbox.providers.callbacks.Aftermath;
import id.kezbek.sandbox.providers.callbacks.Delivery;
import id.kezbek.sandbox.providers.dialects.Dialect;
import id.kezbek.sandbox.providers.faults.Faults;
import id.kezbek.sandbox.providers.faults.Misbehaviour;
import id.kezbek.sandbox.providers.faults.Misbehaviour.Fate;
import id.kezbek.sandbox.providers.wire.Answer;
import id.kezbek.sandbox.providers.wire.BadField;
import id.kezbek.sandbox.providers.wire.Call;
import id.kezbek.sandbox.providers.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One provider: this class reads a request, lets the book decide, and responds. The provider's faults can change, delay
 * or suppress the response.
 */
final class Desk {

    private final Dialect dialect;
    private final Book book;
    private final Aftermath aftermath;
    private volatile Misbehaviour misbehaviour;

    Desk(Dialect dialect, Book book, Aftermath aftermath) {
        this.dialect = dialect;
        this.book = book;
        this.aftermath = aftermath;
        this.misbehaviour = new Misbehaviour(dialect.provider(), Faults.none());
    }

    /** Handles a request; returns empty if the path belongs to another provider. */
    Optional<Delivery> handle(Call call) {
        try {
            return switch (dialect.read(call)) {
                case Reading.NotMine _ -> Optional.empty();
                case Reading.Answered settled -> Optional.of(slowed(settled.answer()));
                case Reading.Asked asked -> Optional.of(slowed(standing(asked.externalId())));
                case Reading.Ordered ordered -> Optional.of(carryOut(ordered.order()));
            };
        } catch (BadField bad) {
            return Optional.of(slowed(Answer.badField(bad)));
        }
    }

    Provider provider() {
        return dialect.provider();
    }

    Faults faults() {
        return misbehaviour.faults();
    }

    void misbehave(Faults faults) {
        misbehaviour = new Misbehaviour(provider(), faults);
    }

    private Delivery carryOut(Order order) {
        Fate fate = misbehaviour.ofOrder(order);
        return switch (fate.mishap()) {
            case ERROR_BEFORE -> Delivery.after(fate.delayMillis(), broken());
            case TIMEOUT_BEFORE -> Delivery.silence();
            case ERROR_AFTER -> {
                place(order, fate);
                yield Delivery.after(fate.delayMillis(), broken());
            }
            case TIMEOUT_AFTER -> {
                place(order, fate);
                yield Delivery.silence();
            }
            case RESET_AFTER -> {
                place(order, fate);
                yield Delivery.reset(fate.delayMillis());
            }
            case GARBLED ->
                Delivery.after(fate.delayMillis(), place(order, fate).garbled());
            case NONE, REFUSE, LATE_SUCCESS -> Delivery.after(fate.delayMillis(), place(order, fate));
        };
    }

    private Answer place(Order order, Fate fate) {
        return switch (book.place(provider(), order, fate.intent())) {
            case Outcome.Booked booked -> {
                if (booked.isNew()) {
                    aftermath.follow(booked.line(), fate.callback());
                }
                yield answer(booked.line());
            }
            case Outcome.TurnedDown turnedDown -> dialect.refused(turnedDown.refusal());
            case Outcome.Conflict _ -> Answer.message(409, "The reference belongs to an order with other values.");
        };
    }

    private Answer answer(BookLine line) {
        return switch (line.kind()) {
            case PAID, REVERSED -> dialect.paid(line);
            case PROMISED -> dialect.pending(line).orElseGet(Desk::overloaded);
            case PROMISED_UNSEEN -> overloaded();
            case REFUSED -> {
                Refusal refusal = line.refusal();
                yield dialect.refused(refusal == null ? Refusal.DECLINED : refusal);
            }
        };
    }

    private Answer standing(String externalId) {
        return book.find(provider(), externalId).map(Desk::standing).orElseGet(Desk::neverSeen);
    }

    private static Answer standing(BookLine line) {
        return switch (line.kind()) {
            case PAID -> status("SUCCESS", line);
            case PROMISED -> status("PENDING", line);
            case PROMISED_UNSEEN -> neverSeen();
            case REVERSED, REFUSED -> status("FAILED", line);
        };
    }

    private static Answer status(String status, BookLine line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", status);
        fields.put("reference", line.reference());
        return Answer.json(200, fields);
    }

    private Delivery slowed(Answer answer) {
        return Delivery.after(misbehaviour.delayOfNextQuestionMillis(), answer);
    }

    private static Answer neverSeen() {
        return Answer.message(404, "The order has never been seen.");
    }

    private static Answer broken() {
        return Answer.message(500, "Something went wrong.");
    }

    private static Answer overloaded() {
        return Answer.message(503, "The order could not be processed in time.");
    }
}
