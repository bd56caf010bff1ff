package id.kezbek.payouts.model;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.facts.EventReader;
import id.kezbek.facts.Fact;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.ledger.MovementKind;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.StateGraphsTest;
import id.kezbek.payouts.model.ModelBook.Booked;
import id.kezbek.payouts.model.ModelBook.Standing;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the engine has recorded of one run's payouts, held against itself and against the providers' own book. */
final class PayoutBooks {

    private record PayoutRow(UUID id, PayoutState state, long amount) {}

    private record AttemptRow(
            UUID id, UUID payout, String provider, AttemptState state, String msisdn, long amount, long fee) {}

    private record Change(String what, @Nullable String was, String became) {}

    private final ModelEngine engine;
    private final JdbcClient jdbc;
    private final List<UUID> ids;
    private final Map<String, Long> floatsBefore;

    PayoutBooks(ModelEngine engine, List<UUID> ids) {
        this.engine = engine;
        this.jdbc = engine.get(JdbcClient.class);
        this.ids = ids;
        this.floatsBefore = floats();
        jdbc.sql("delete from public.state_change").update();
    }

    void assertInvariants() {
        assertThat(engine.book().violations()).as("what providers saw").isEmpty();
        List<Change> changes = changes();
        assertThat(changes).as("changes of states").allMatch(PayoutBooks::isAllowed);
        changes.forEach(change -> PayoutRun.met(change.what() + " " + change.was() + " -> " + change.became()));
        List<PayoutRow> payouts = payouts();
        Map<UUID, List<AttemptRow>> attempts = attempts().stream().collect(Collectors.groupingBy(AttemptRow::payout));
        payouts.forEach(payout -> assertStatesFit(payout, attempts.getOrDefault(payout.id(), List.of())));
        assertNoTwoUnresolvedAlike(attempts);
        assertLedgerFits(payouts, attempts);
        assertFloatsFit(attempts);
        assertEventsSayWhatWasPosted();
        attempts.values().stream().flatMap(List::stream).forEach(this::assertLearnedFromTheProvider);
    }

    private static boolean isAllowed(Change change) {
        return change.what().equals("attempt")
                ? isAllowed(change, AttemptState.class, StateGraphsTest.FIRST_OF_ATTEMPT, AttemptState::canBecome)
                : isAllowed(change, PayoutState.class, StateGraphsTest.FIRST_OF_PAYOUT, PayoutState::canBecome);
    }

    private static <S extends Enum<S>> boolean isAllowed(
            Change change, Class<S> states, Set<S> first, BiPredicate<S, S> canBecome) {
        S became = Enum.valueOf(states, change.became());
        return change.was() == null
                ? first.contains(became)
                : canBecome.test(Enum.valueOf(states, change.was()), became);
    }

    private static void assertStatesFit(PayoutRow payout, List<AttemptRow> attempts) {
        long open =
                attempts.stream().filter(attempt -> attempt.state().isOpen()).count();
        assertThat(open)
                .as("open attempts of a payout that is %s: %s", payout.state(), attempts)
                .isEqualTo(payout.state() == PayoutState.IN_FLIGHT ? 1 : 0);
        switch (payout.state()) {
            case PAID ->
                assertThat(succeeded(attempts)).as("payments of a paid payout").isPositive();
            case HELD, PENDING, ATTENTION ->
                assertThat(succeeded(attempts))
                        .as("payments of a payout that waits")
                        .isZero();
            case IN_FLIGHT, CANCELLED -> {}
        }
    }

    private static void assertNoTwoUnresolvedAlike(Map<UUID, List<AttemptRow>> attempts) {
        Map<String, Long> unresolved = attempts.values().stream()
                .flatMap(List::stream)
                .filter(attempt -> attempt.state().isOpen())
                .filter(attempt -> attempt.provider().equals(ModelEngine.MUTE))
                .collect(Collectors.groupingBy(
                        attempt -> attempt.msisdn() + " " + attempt.amount(), Collectors.counting()));
        assertThat(unresolved.values())
                .as("unresolved of one number and amount")
                .allMatch(count -> count == 1);
    }

    private void assertLedgerFits(List<PayoutRow> payouts, Map<UUID, List<AttemptRow>> attempts) {
        Map<String, Long> lines = lines();
        assertThat(jdbc.sql("select coalesce(sum(amount), 0) from ledger.line")
                        .query(BigDecimal.class)
                        .single())
                .as("the trial balance")
                .isZero();
        for (PayoutRow payout : payouts) {
            List<AttemptRow> its = attempts.getOrDefault(payout.id(), List.of());
            long paid = succeeded(its);
            boolean cancelled = payout.state() == PayoutState.CANCELLED;
            long owed = cancelled || paid > 0 ? 0 : payout.amount();
            long tooMany = cancelled ? paid : Math.max(0, paid - 1);
            if (tooMany > 0) {
                PayoutRun.met("paid twice");
            }
            assertThat(-lines.getOrDefault(payout.id() + " CUSTOMER_PAYABLE", 0L))
                    .as("what the customer of %s is owed: %s", payout, its)
                    .isEqualTo(owed);
            assertThat(lines.getOrDefault(payout.id() + " SUSPENSE", 0L))
                    .as("second payments of %s: %s", payout, its)
                    .isEqualTo(tooMany * payout.amount());
            assertThat(-lines.getOrDefault(payout.id() + " FLOAT", 0L) - lines.getOrDefault(payout.id() + " FEES", 0L))
                    .as("what providers were paid to pay %s: %s", payout, its)
                    .isEqualTo(paid * payout.amount());
        }
    }

    /** Reports add up events; they must say of each account what the ledger says. The model posts the ACCEPT itself. */
    private void assertEventsSayWhatWasPosted() {
        Map<String, Money> said = new TreeMap<>();
        jdbc
                .sql("select kind, subject, body, at from facts.fact where subject = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, n) -> new Fact(
                        row.getString(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getTimestamp(4).toInstant()))
                .list()
                .stream()
                .map(fact -> (MoneyEvent) engine.get(EventReader.class)
                        .read(fact, MoneyEvent.class)
                        .orElseThrow())
                .flatMap(event -> event.postings().orElseThrow().stream())
                .forEach(posting -> {
                    said.merge(words(posting.kind(), posting.debit()), posting.amount(), Money::plus);
                    said.merge(
                            words(posting.kind(), posting.credit()),
                            posting.amount().negated(),
                            Money::plus);
                });
        Map<String, Money> posted = new TreeMap<>();
        jdbc.sql("""
                        select l.kind, a.kind, a.owner, sum(l.amount)
                        from (select p as subject from unnest(?) p
                              union all select id from payouts.attempt where payout = any(?)) s
                        join ledger.line l on l.subject = s.subject and l.kind <> 'ACCEPT'
                        join ledger.account a on a.id = l.account group by 1, 2, 3""")
                .params(List.of(ids.toArray(UUID[]::new), ids.toArray(UUID[]::new)))
                .query(row -> {
                    Account account = new Account(AccountKind.valueOf(row.getString(2)), row.getString(3));
                    posted.put(
                            words(MovementKind.valueOf(row.getString(1)), account), Money.rupiah(row.getBigDecimal(4)));
                });
        assertThat(said).as("what events say was posted").isEqualTo(posted);
    }

    private static String words(MovementKind kind, Account account) {
        return kind + " " + account.kind() + " " + account.owner();
    }

    /** The floats moved as the books did, less what is open. */
    private void assertFloatsFit(Map<UUID, List<AttemptRow>> attempts) {
        Map<String, Long> now = floats();
        for (String provider : ModelEngine.PROVIDERS) {
            List<AttemptRow> its = attempts.values().stream()
                    .flatMap(List::stream)
                    .filter(attempt -> attempt.provider().equals(provider))
                    .toList();
            long open = its.stream()
                    .filter(attempt -> attempt.state().isOpen())
                    .mapToLong(attempt -> attempt.amount() + attempt.fee())
                    .sum();
            assertThat(now.getOrDefault(provider, 0L) - floatsBefore.getOrDefault(provider, 0L))
                    .as("the float of %s", provider)
                    .isEqualTo(booked(its) - open);
        }
    }

    private void assertLearnedFromTheProvider(AttemptRow attempt) {
        Booked order = engine.book().find(Ids.text(attempt.id())).orElseThrow();
        switch (attempt.state()) {
            case SUCCEEDED ->
                assertThat(order.wasEver(Standing.PAID)).as("%s", order).isTrue();
            case REVERSED ->
                assertThat(order.wasEver(Standing.REVERSED)).as("%s", order).isTrue();
            case FAILED -> assertThat(order.saidNo).as("%s", order).isTrue();
            case SENDING, UNKNOWN -> {}
        }
    }

    List<UUID> waitingForPeople() {
        return payouts().stream()
                .filter(payout -> payout.state() == PayoutState.ATTENTION)
                .map(PayoutRow::id)
                .toList();
    }

    /** Everything that is not cancelled is paid, and each attempt has ended as the provider's book says. */
    boolean agreeWithTheProviders() {
        return payouts().stream()
                        .allMatch(
                                payout -> payout.state() == PayoutState.PAID || payout.state() == PayoutState.CANCELLED)
                && attempts().stream().allMatch(this::agrees);
    }

    void assertAgreeWithTheProviders() {
        assertThat(payouts())
                .as("payouts at the end")
                .allMatch(payout -> payout.state() == PayoutState.PAID || payout.state() == PayoutState.CANCELLED);
        assertThat(attempts())
                .allSatisfy(attempt -> assertThat(agrees(attempt))
                        .as("%s, and in truth %s", attempt, engine.book().find(Ids.text(attempt.id())))
                        .isTrue());
    }

    private boolean agrees(AttemptRow attempt) {
        boolean paid = engine.book().find(Ids.text(attempt.id())).orElseThrow().is(Standing.PAID);
        return !attempt.state().isOpen() && paid == (attempt.state() == AttemptState.SUCCEEDED);
    }

    private static long succeeded(List<AttemptRow> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.state() == AttemptState.SUCCEEDED)
                .count();
    }

    private List<PayoutRow> payouts() {
        return jdbc.sql("select id, state, amount::bigint from payouts.payout where id = any(?) order by id")
                .param(ids.toArray(UUID[]::new))
                .query(PayoutRow.class)
                .list();
    }

    private List<AttemptRow> attempts() {
        return jdbc.sql("""
                        select id, payout, provider, state, msisdn, amount::bigint, fee::bigint from payouts.attempt
                        where payout = any(?) order by payout, number""")
                .param(ids.toArray(UUID[]::new))
                .query(AttemptRow.class)
                .list();
    }

    private List<Change> changes() {
        return jdbc.sql("with seen as (delete from public.state_change returning what, was, became) select * from seen")
                .query(Change.class)
                .list();
    }

    /** What the books hold, by payout and kind of account. */
    private Map<String, Long> lines() {
        Map<String, Long> sums = new HashMap<>();
        jdbc.sql("""
                        select s.payout || ' ' || a.kind, sum(l.amount)::bigint
                        from (select p as payout, p as subject from unnest(?) p
                              union all select payout, id from payouts.attempt where payout = any(?)) s
                        join ledger.line l on l.subject = s.subject
                        join ledger.account a on a.id = l.account group by s.payout, a.kind""")
                .params(List.of(ids.toArray(UUID[]::new), ids.toArray(UUID[]::new)))
                .query(row -> {
                    sums.put(row.getString(1), row.getLong(2));
                });
        return sums;
    }

    /** What the books say of the floats for these attempts, fees included. */
    private long booked(List<AttemptRow> attempts) {
        return jdbc.sql("""
                        select coalesce(sum(l.amount), 0)::bigint from ledger.line l
                        join ledger.account a on a.id = l.account and a.kind = 'FLOAT' where l.subject = any(?)""")
                .param(attempts.stream().map(AttemptRow::id).toArray(UUID[]::new))
                .query(Long.class)
                .single();
    }

    private Map<String, Long> floats() {
        Map<String, Long> floats = new HashMap<>();
        jdbc.sql("select provider, available::bigint from payouts.provider_float where provider like 'MODEL_'")
                .query(row -> {
                    floats.put(row.getString(1), row.getLong(2));
                });
        return floats;
    }
}
