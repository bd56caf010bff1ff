package id.kezbek.payouts.model;

import id.kezbek.payouts.model.ModelBook.Booked;
import id.kezbek.payouts.model.ModelBook.Standing;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.RefusalKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A provider that does to orders what it is told to do, and says what it is told to say, within what providers may. */
final class ModelProvider implements PayoutProvider {

    /** What it does to an order, and what the engine hears of it. */
    enum Behaviour {
        PAYS(Standing.PAID),
        ACCEPTS(Standing.PENDING),
        REFUSES(Standing.FAILED),
        FLOAT_IS_SHORT(Standing.FAILED),
        IS_BUSY(Standing.FAILED),
        IS_NOT_REACHED(Standing.LOST),
        HAS_NO_PERMIT(Standing.LOST),
        LOSES_THE_ORDER(Standing.LOST),
        LOSES_THE_ANSWER(Standing.PAID),
        GARBLES_THE_ANSWER(Standing.PAID),
        TAKES_ITS_TIME(Standing.PENDING),
        IS_FAR_AWAY(Standing.ON_ITS_WAY),
        SENDER_DIES_BEFORE(Standing.LOST),
        SENDER_DIES_AFTER(Standing.PAID),
        ADAPTER_BREAKS(Standing.PAID);

        private final Standing first;

        Behaviour(Standing first) {
            this.first = first;
        }
    }

    /** How it answers questions. */
    enum Candour {
        HONEST,
        /** It does not see yet what came in a moment ago. */
        SEES_LATE,
        SAYS_PENDING,
        /** It does not know any more what it has said that it has. */
        FORGETS,
        SILENT
    }

    /** What a process that is killed leaves of a sender. */
    private static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed by the model", null, false, false);
        }
    }

    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);
    static final Duration VISIBILITY_WINDOW = Duration.ofSeconds(30);
    private static final List<Duration> PAID_CHECKS = List.of(Duration.ofHours(1), Duration.ofHours(23));
    private static final Duration BUSY_FOR = Duration.ofSeconds(40);
    private static final int TURNS = 16;

    private final String code;
    private final boolean canBeAsked;
    private final boolean saysReversed;
    private final ModelBook book;
    private volatile Behaviour behaviour = Behaviour.PAYS;
    private volatile Candour candour = Candour.HONEST;

    /** @param canBeAsked whether it keeps references and answers questions about them */
    ModelProvider(String code, boolean canBeAsked, ModelBook book) {
        this.code = code;
        this.canBeAsked = canBeAsked;
        // Some providers tell a reversal from a failure, some do not.
        this.saysReversed = code.endsWith("A");
        this.book = book;
    }

    void behave(Behaviour next) {
        behaviour = next;
    }

    void answer(Candour next) {
        candour = next;
    }

    boolean canBeAsked() {
        return canBeAsked;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(canBeAsked, canBeAsked, REQUEST_TIMEOUT, VISIBILITY_WINDOW, TURNS, List.of())
                .withSchedules(List.of(), saysReversed ? PAID_CHECKS : List.of());
    }

    @Override
    public boolean isHealthy() {
        return true;
    }

    @Override
    public Outcome send(PayoutProvider.Order given) {
        Behaviour now = behaviour;
        Booked order = book.take(code, given, now.first);
        return switch (now) {
            case PAYS -> {
                order.tellPaid();
                yield new Outcome.Paid(Optional.of("theirs-" + order.reference));
            }
            case REFUSES -> {
                order.prove("REFUSED");
                yield new Outcome.Refused("HTTP_422");
            }
            case ACCEPTS -> {
                order.saidItHasIt = true;
                yield new Outcome.Accepted(Optional.of("theirs-" + order.reference));
            }
            case FLOAT_IS_SHORT -> {
                order.prove("REFUSED");
                yield new Outcome.Refused("SHORT", RefusalKind.FLOAT_SHORT);
            }
            case IS_BUSY -> {
                order.prove("REFUSED");
                yield new Outcome.Refused("BUSY", RefusalKind.TEMPORARY, BUSY_FOR);
            }
            case IS_NOT_REACHED -> {
                order.prove("NOT_REACHED");
                yield new Outcome.NotSent("NO_CONNECTION");
            }
            case HAS_NO_PERMIT -> {
                order.prove("NOT_SENT");
                yield new Outcome.NotSent(Outcome.NotSent.RATE_LIMITED);
            }
            case LOSES_THE_ORDER, LOSES_THE_ANSWER, TAKES_ITS_TIME, IS_FAR_AWAY -> new Outcome.Unknown("TIMEOUT");
            case GARBLES_THE_ANSWER -> new Outcome.Unknown("UNREADABLE");
            case SENDER_DIES_BEFORE, SENDER_DIES_AFTER -> throw new Killed();
            case ADAPTER_BREAKS -> throw new IllegalStateException("broken by the model");
        };
    }

    @Override
    public InquiryAnswer inquire(String reference) {
        Booked order = book.find(reference).orElseThrow();
        return switch (candour) {
            case SILENT -> new InquiryAnswer.NotAvailable("HTTP_503");
            // No provider says so about an order that it does not have.
            case SAYS_PENDING -> order.arrivedAt == null ? neverSeen(order) : pending(order);
            case FORGETS -> order.saidItHasIt ? new InquiryAnswer.NeverSeen() : honest(order);
            case SEES_LATE -> isNew(order) ? neverSeen(order) : honest(order);
            case HONEST -> honest(order);
        };
    }

    private boolean isNew(Booked order) {
        return order.arrivedAt != null && !book.isConclusive(order, VISIBILITY_WINDOW);
    }

    private InquiryAnswer honest(Booked order) {
        return switch (order.standing()) {
            case ON_ITS_WAY, LOST -> neverSeen(order);
            case PENDING -> pending(order);
            case PAID -> {
                order.tellPaid();
                yield new InquiryAnswer.Paid(Optional.of("theirs-" + order.reference));
            }
            case FAILED -> {
                order.prove("SAID_FAILED");
                yield new InquiryAnswer.NotPaid();
            }
            case REVERSED -> {
                order.prove("SAID_FAILED");
                yield saysReversed ? new InquiryAnswer.Reversed() : new InquiryAnswer.NotPaid();
            }
        };
    }

    private static InquiryAnswer pending(Booked order) {
        order.saidItHasIt = true;
        return new InquiryAnswer.Pending();
    }

    private InquiryAnswer neverSeen(Booked order) {
        if (book.isConclusive(order, REQUEST_TIMEOUT.plus(VISIBILITY_WINDOW))) {
            order.prove("NEVER_SEEN");
        }
        return new InquiryAnswer.NeverSeen();
    }
}
