package id.kezbek.trials.torture.checks;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.trials.torture.calls.Asked;
import id.kezbek.trials.torture.calls.Call;
import id.kezbek.trials.torture.calls.IdText;
import id.kezbek.trials.torture.calls.RecordedWorld;
import id.kezbek.trials.torture.calls.Told;
import id.kezbek.trials.torture.checks.Violation.Kind;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle must find errors: consistent records are falsified in one place, and the oracle must report it. */
class OracleTest {

    private static final BigDecimal ONE = BigDecimal.ONE;

    @Test
    void acceptsConsistentRecords() {
        assertThat(Oracle.atRest(new RecordedWorld().evidence())).isEmpty();
        assertThat(Oracle.always(new RecordedWorld().evidence())).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sabotages")
    void findsEachFalsification(String what, Consumer<RecordedWorld> sabotage, Kind expected) {
        RecordedWorld world = new RecordedWorld();
        sabotage.accept(world);

        assertThat(Oracle.atRest(world.evidence()))
                .as(what)
                .extracting(Violation::kind)
                .contains(expected);
    }

    static Stream<Arguments> sabotages() {
        return Stream.of(
                sabotage("a purchase is deleted", w -> w.purchases.removeFirst(), Kind.LOST),
                sabotage("a purchase is kept without its reference", w -> w.references.removeFirst(), Kind.LOST),
                sabotage("a purchase was acknowledged under another id", OracleTest::otherId, Kind.LOST),
                sabotage("a purchase has another amount than was acknowledged", OracleTest::otherAmount, Kind.LOST),
                sabotage("a purchase has no payout", OracleTest::noPayout, Kind.LOST),
                sabotage(
                        "a purchase has no fact",
                        w -> w.facts.remove(w.purchases.getFirst().id()),
                        Kind.LOST),
                sabotage("a purchase was asked for by nobody", w -> w.calls.removeFirst(), Kind.NOT_ASKED),
                sabotage("a purchase is there twice", w -> w.purchases.add(w.purchases.getFirst()), Kind.NOT_ASKED),
                sabotage("a payment stands twice in the book", w -> w.book.add(w.book.getFirst()), Kind.PAID_TWICE),
                sabotage("an unknown order was paid twice", w -> w.book.add(w.book.getLast()), Kind.PAID_TWICE),
                sabotage("a second attempt paid as well", OracleTest::secondAttempt, Kind.PAID_TWICE),
                sabotage("two attempts are open at once", OracleTest::twoOpen, Kind.PAID_TWICE),
                sabotage("a paid payout is not in the book", w -> w.book.removeFirst(), Kind.BOOK_DIFFERS),
                sabotage("the book has less than was owed", OracleTest::paidLess, Kind.BOOK_DIFFERS),
                sabotage(
                        "the book has a payment of an attempt that failed",
                        OracleTest::failedAndPaid,
                        Kind.BOOK_DIFFERS),
                sabotage("the book has a payment that nobody recorded", OracleTest::unrecorded, Kind.BOOK_DIFFERS),
                sabotage("another provider paid", OracleTest::otherProvider, Kind.BOOK_DIFFERS),
                sabotage("a provider took its money back and nobody knows", OracleTest::reversed, Kind.BOOK_DIFFERS),
                sabotage(
                        "an order is above the wallet's maximum",
                        w -> w.maxima.set(0, Map.entry("LSAJA", ONE)),
                        Kind.BOOK_DIFFERS),
                sabotage("the parts of a payout are not the whole", OracleTest::otherPart, Kind.BOOK_DIFFERS),
                sabotage("a line of the ledger is missing", w -> w.lines.removeLast(), Kind.LEDGER),
                sabotage("a movement is missing", OracleTest::noMovement, Kind.LEDGER),
                sabotage("a movement is there twice", OracleTest::movementTwice, Kind.LEDGER),
                sabotage(
                        "a slot has another balance",
                        w -> w.funding.merge(RecordedWorld.PREPAID, ONE, BigDecimal::add),
                        Kind.FUNDING),
                sabotage("a partner is below zero", OracleTest::belowZero, Kind.FUNDING),
                sabotage("a top-up is lost", w -> w.topUps.clear(), Kind.FUNDING),
                sabotage("a top-up is booked twice", w -> w.topUps.add(w.topUps.getFirst()), Kind.FUNDING),
                sabotage("a customer's count is changed", OracleTest::otherCount, Kind.TIER),
                sabotage("a customer's reward is missing", OracleTest::noReward, Kind.TIER),
                sabotage("an acknowledged refund is lost", w -> w.refunds.clear(), Kind.REFUND),
                sabotage("a refund is there twice", w -> w.refunds.add(w.refunds.getFirst()), Kind.REFUND),
                sabotage("a refund was asked for by nobody", w -> w.refundCalls.clear(), Kind.REFUND),
                sabotage("a refund takes back less", w -> refunded(w, "OWED", ONE, ONE), Kind.REFUND),
                sabotage(
                        "a customer's debt is forgotten",
                        w -> refunded(w, "NETTED", w.refunds.getFirst().cashback(), BigDecimal.ZERO),
                        Kind.REFUND),
                sabotage(
                        "a refund still waits",
                        w -> refunded(w, "WAITING", w.refunds.getFirst().cashback(), BigDecimal.ZERO),
                        Kind.STUCK),
                sabotage(
                        "a payout has not ended",
                        w -> w.payouts.set(0, inState(w.payouts.getFirst(), "PENDING")),
                        Kind.STUCK),
                sabotage(
                        "an attempt is still on its way",
                        w -> w.attempts.set(0, inState(w.attempts.getFirst(), "SENDING")),
                        Kind.STUCK),
                sabotage(
                        "an e-mail was not sent",
                        w -> w.emails.set(0, new EngineRows.Email("lajada@customers.example", "QUEUED")),
                        Kind.STUCK),
                sabotage("an invoice did not arrive", w -> w.mails.remove("lajada@customers.example"), Kind.MAIL),
                sabotage(
                        "an invoice came to a stranger", w -> w.mails.put("stranger@customers.example", 1), Kind.MAIL));
    }

    private static Arguments sabotage(String what, Consumer<RecordedWorld> sabotage, Kind expected) {
        return Arguments.of(what, sabotage, expected);
    }

    @Test
    void acceptsUnknownOrderOfGoPaid() {
        RecordedWorld neverPaid = new RecordedWorld();
        neverPaid.book.removeLast();

        assertThat(Oracle.atRest(neverPaid.evidence())).isEmpty();
    }

    @Test
    void takesARefusedOrUnansweredPurchaseForOneThatMayNotBeThere() {
        RecordedWorld world = new RecordedWorld();
        Asked other = new Asked("LAJADA", "R-9", RecordedWorld.MSISDN, null, "LSAJA", 1, 100_000);
        world.calls.add(new Call(RecordedWorld.BEGIN, RecordedWorld.BEGIN, "api-1", other, new Told.Unclear("reset")));
        world.calls.add(new Call(RecordedWorld.BEGIN, RecordedWorld.BEGIN, "api-1", other, new Told.Refused("BR-08")));

        assertThat(Oracle.atRest(world.evidence())).isEmpty();
    }

    @Test
    void acceptsDuplicateEmails() {
        RecordedWorld world = new RecordedWorld();
        world.mails.put("lajada@customers.example", 2);

        assertThat(Oracle.atRest(world.evidence())).isEmpty();
    }

    private static void otherId(RecordedWorld world) {
        Call first = world.calls.getFirst();
        world.calls.add(new Call(
                first.at(),
                first.until(),
                "api-2",
                first.asked(),
                new Told.Acknowledged(IdText.of(UUID.randomUUID()))));
    }

    private static void otherAmount(RecordedWorld world) {
        Call first = world.calls.getFirst();
        world.calls.add(
                new Call(first.at(), first.until(), "api-2", first.asked().contradicting(), first.told()));
    }

    private static void noPayout(RecordedWorld world) {
        world.items.removeFirst();
        world.payouts.removeFirst();
        world.attempts.removeFirst();
    }

    private static void secondAttempt(RecordedWorld world) {
        EngineRows.Attempt first = world.attempts.getFirst();
        UUID id = UUID.randomUUID();
        world.attempts.add(
                new EngineRows.Attempt(id, first.payout(), "XENIT", "SUCCEEDED", first.amount(), first.fee(), null));
        world.book.add(new ProviderBook.Entry("XENIT", IdText.of(id), RecordedWorld.MSISDN, "LSAJA", first.amount()));
    }

    private static void twoOpen(RecordedWorld world) {
        EngineRows.Attempt last = world.attempts.getLast();
        world.attempts.add(new EngineRows.Attempt(
                UUID.randomUUID(), last.payout(), "XENIT", "SENDING", last.amount(), last.fee(), null));
    }

    private static void paidLess(RecordedWorld world) {
        ProviderBook.Entry first = world.book.removeFirst();
        world.book.add(new ProviderBook.Entry(
                first.provider(),
                first.externalId(),
                first.msisdn(),
                first.wallet(),
                first.amount().subtract(ONE)));
    }

    private static void failedAndPaid(RecordedWorld world) {
        world.attempts.set(0, inState(world.attempts.getFirst(), "FAILED"));
    }

    private static void unrecorded(RecordedWorld world) {
        world.book.add(new ProviderBook.Entry(
                "MTRANS", IdText.of(UUID.randomUUID()), RecordedWorld.MSISDN, "LSAJA", BigDecimal.TEN));
    }

    private static void otherProvider(RecordedWorld world) {
        ProviderBook.Entry first = world.book.removeFirst();
        world.book.add(
                new ProviderBook.Entry("XENIT", first.externalId(), first.msisdn(), first.wallet(), first.amount()));
    }

    private static void reversed(RecordedWorld world) {
        ProviderBook.Entry first = world.book.getFirst();
        world.book.add(new ProviderBook.Entry(
                first.provider(),
                first.externalId(),
                first.msisdn(),
                first.wallet(),
                first.amount().negate()));
    }

    private static void otherPart(RecordedWorld world) {
        EngineRows.Item part = world.items.stream()
                .filter(EngineRows.Item::isSplit)
                .findFirst()
                .orElseThrow();
        world.items.add(new EngineRows.Item(part.payout(), "SPLIT", part.purchase(), ONE));
        world.items.add(new EngineRows.Item(part.payout(), "ROUNDING", part.purchase(), ONE.negate()));
    }

    private static void noMovement(RecordedWorld world) {
        UUID movement = world.lines.getLast().movement();
        world.lines.removeIf(line -> line.movement().equals(movement));
    }

    private static void movementTwice(RecordedWorld world) {
        EngineRows.Line accept = world.lines.stream()
                .filter(line -> line.kind().equals("ACCEPT"))
                .findFirst()
                .orElseThrow();
        world.movement(
                "ACCEPT",
                accept.subject(),
                accept.account(),
                "CUSTOMER_PAYABLE",
                accept.amount().abs());
    }

    private static void belowZero(RecordedWorld world) {
        BigDecimal too = new BigDecimal("2000000.00");
        world.movement("ACCEPT", UUID.randomUUID(), "FUNDING LAJADA", "CUSTOMER_PAYABLE", too);
        world.funding.merge(RecordedWorld.PREPAID, too.negate(), BigDecimal::add);
    }

    private static void otherCount(RecordedWorld world) {
        EngineRows.Member first = world.members.getFirst();
        world.members.set(
                0, new EngineRows.Member(first.partner(), first.msisdn(), first.tier(), first.recurring() + 1));
    }

    private static void noReward(RecordedWorld world) {
        for (int i = 0; i < world.purchases.size(); i++) {
            EngineRows.Purchase row = world.purchases.get(i);
            world.purchases.set(
                    i,
                    new EngineRows.Purchase(
                            row.id(),
                            row.partner(),
                            row.reference(),
                            row.msisdn(),
                            row.email(),
                            row.wallet(),
                            row.quantity(),
                            row.amount(),
                            row.cashback(),
                            BigDecimal.ZERO,
                            row.tier(),
                            row.recurring(),
                            row.entry(),
                            row.at()));
        }
    }

    private static void refunded(RecordedWorld world, String state, BigDecimal cashback, BigDecimal open) {
        EngineRows.Refund first = world.refunds.getFirst();
        world.refunds.set(
                0,
                new EngineRows.Refund(
                        first.id(),
                        first.partner(),
                        first.reference(),
                        first.purchase(),
                        cashback,
                        first.reward(),
                        true,
                        state,
                        first.owed(),
                        open));
    }

    private static EngineRows.Payout inState(EngineRows.Payout payout, String state) {
        return new EngineRows.Payout(
                payout.id(), payout.partner(), payout.msisdn(), payout.wallet(), payout.amount(), state, null);
    }

    private static EngineRows.Attempt inState(EngineRows.Attempt attempt, String state) {
        return new EngineRows.Attempt(
                attempt.id(), attempt.payout(), attempt.provider(), state, attempt.amount(), attempt.fee(), null);
    }

    @Test
    void namesPurchaseOfViolation() {
        RecordedWorld world = new RecordedWorld();
        world.book.add(world.book.getFirst());

        assertThat(Oracle.always(world.evidence()))
                .extracting(Violation::purchase)
                .isEqualTo(List.of(new Asked.Key("LAJADA", "R-1")));
    }
}
