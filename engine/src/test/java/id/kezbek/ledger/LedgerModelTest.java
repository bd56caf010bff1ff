package id.kezbek.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestContextManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Any movements between any accounts, in transactions of any size and in any order of time. The balance at any
 * instant is the sum of the movements until then, and every page of entries continues the previous one.
 */
@PayoutsTest
class LedgerModelTest {

    private static final int TRIES = 15;
    private static final int NIGHTLY_TRIES = 600;
    /** Later than all records of other tests, with a separate day for each try. */
    private static final Instant FIRST_DAY = Instant.parse("2100-01-01T00:00:00Z");

    private static final Duration DAY = Duration.ofDays(1);
    private static final int SECONDS = 20;
    private static int tries;

    /** The kinds of movements. */
    enum Kind {
        TOP_UP(MovementKind.TOP_UP, AccountKind.BANK, AccountKind.FUNDING),
        ACCEPT(MovementKind.ACCEPT, AccountKind.FUNDING, AccountKind.CUSTOMER_PAYABLE),
        ACCEPT_ON_CREDIT(MovementKind.ACCEPT, AccountKind.RECEIVABLE, AccountKind.CUSTOMER_PAYABLE),
        SETTLE(MovementKind.SETTLE, AccountKind.CUSTOMER_PAYABLE, AccountKind.FLOAT),
        FEE(MovementKind.PROVIDER_FEE, AccountKind.FEES, AccountKind.FLOAT),
        TAX_OF_PROVIDER(MovementKind.PROVIDER_TAX, AccountKind.INPUT_TAX, AccountKind.FLOAT),
        TAX_AMONG_FEES(MovementKind.PROVIDER_TAX, AccountKind.INPUT_TAX, AccountKind.FEES),
        FEE_ACCRUED(MovementKind.FEE_ACCRUAL, AccountKind.FEES, AccountKind.ACCRUED_FEES),
        FEE_ACCRUAL_TAKEN_BACK(MovementKind.FEE_ACCRUAL, AccountKind.ACCRUED_FEES, AccountKind.FEES),
        CANCEL(MovementKind.CANCEL, AccountKind.CUSTOMER_PAYABLE, AccountKind.FUNDING),
        REFUND_OF_UNSENT(MovementKind.REFUND, AccountKind.CUSTOMER_PAYABLE, AccountKind.FUNDING),
        REFUND_OF_PAID(MovementKind.REFUND, AccountKind.CLAWBACK, AccountKind.RECEIVABLE),
        NETTING(MovementKind.NETTING, AccountKind.CUSTOMER_PAYABLE, AccountKind.CLAWBACK),
        REVERSAL(MovementKind.REVERSAL, AccountKind.FLOAT, AccountKind.CUSTOMER_PAYABLE),
        FLOAT_TOP_UP(MovementKind.FLOAT_TOP_UP, AccountKind.FLOAT, AccountKind.BANK),
        INVOICE(MovementKind.INVOICE, AccountKind.INVOICED, AccountKind.SERVICE_REVENUE),
        INVOICE_TAX(MovementKind.INVOICE, AccountKind.INVOICED, AccountKind.TAX),
        INVOICE_PAYMENT(MovementKind.PARTNER_PAYMENT, AccountKind.BANK, AccountKind.INVOICED),
        TAX_WITHHELD(MovementKind.TAX_WITHHELD, AccountKind.PREPAID_TAX, AccountKind.INVOICED),
        CREDIT_NOTE(MovementKind.CREDIT_NOTE, AccountKind.SERVICE_REVENUE, AccountKind.INVOICED),
        CREDIT_NOTE_TAX(MovementKind.CREDIT_NOTE, AccountKind.TAX, AccountKind.INVOICED),
        PAYMENT(MovementKind.PARTNER_PAYMENT, AccountKind.BANK, AccountKind.RECEIVABLE),
        PAID_TWICE(MovementKind.PAID_TWICE, AccountKind.SUSPENSE, AccountKind.FLOAT),
        WRITE_OFF(MovementKind.WRITE_OFF, AccountKind.WRITE_OFF, AccountKind.SUSPENSE),
        REFUND_ABSORBED(MovementKind.REFUND, AccountKind.WRITE_OFF, AccountKind.FUNDING),
        WRITE_OFF_OF_REFUND(MovementKind.WRITE_OFF, AccountKind.WRITE_OFF, AccountKind.CLAWBACK),
        TOP_UP_REVERSED(MovementKind.TRANSFER_REVERSAL, AccountKind.FUNDING, AccountKind.BANK),
        PAYMENT_REVERSED(MovementKind.TRANSFER_REVERSAL, AccountKind.RECEIVABLE, AccountKind.BANK),
        FLOAT_TOP_UP_REVERSED(MovementKind.TRANSFER_REVERSAL, AccountKind.BANK, AccountKind.FLOAT);

        private final MovementKind movement;
        private final AccountKind debit;
        private final AccountKind credit;

        Kind(MovementKind movement, AccountKind debit, AccountKind credit) {
            this.movement = movement;
            this.debit = debit;
            this.credit = credit;
        }
    }

    /** A movement to make, at a second of the day. */
    record Moves(Kind kind, long hundredths, int second) {}

    /** A line in the model. */
    private record Line(Instant at, UUID movement, int position, Account account, Money amount) {

        static final Comparator<Line> ORDER = Comparator.comparing(Line::at)
                .thenComparing(line -> line.movement().toString())
                .thenComparing(Line::position);
    }

    @Autowired
    Ledger ledger;

    @Autowired
    Balances balances;

    @Autowired
    AccountEntries entries;

    @Autowired
    ChartOfAccounts chart;

    @Autowired
    Ids ids;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcTemplate jdbc;

    @BeforeProperty
    void joinTheEngineOfTheOtherTests() throws Exception {
        new TestContextManager(getClass()).prepareTestInstance(this);
    }

    @Provide
    Arbitrary<List<List<Moves>>> transactionsOfMovements() {
        Arbitrary<Moves> moves = Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.longs().between(1, 100_000_000),
                        Arbitraries.integers().between(0, SECONDS))
                .as(Moves::new);
        return moves.list().ofMinSize(1).ofMaxSize(6).list().ofMinSize(1).ofMaxSize(12);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void everyBalanceIsTheSumOfEarlierMovements(
            @ForAll("transactionsOfMovements") List<List<Moves>> movements,
            @ForAll @IntRange(min = 1, max = 7) int page) {
        play(movements, page);
    }

    @Tag("nightly")
    @Property(tries = NIGHTLY_TRIES, edgeCases = EdgeCasesMode.NONE)
    void holdsInManySequences(
            @ForAll("transactionsOfMovements") List<List<Moves>> movements,
            @ForAll @IntRange(min = 1, max = 7) int page) {
        play(movements, page);
    }

    private void play(List<List<Moves>> movements, int page) {
        Instant day = FIRST_DAY.plus(DAY.multipliedBy(++tries));
        List<Line> model = new ArrayList<>();
        List<Account> accounts = accounts();
        List<Money> before =
                accounts.stream().map(account -> balances.at(account, day)).toList();

        for (List<Moves> together : movements) {
            post(together.stream().map(moves -> movement(moves, day)).toList(), model);
            assertThat(balances.sum()).isEqualTo(Money.ZERO);
        }

        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            List<Line> lines = model.stream()
                    .filter(line -> line.account().equals(account))
                    .sorted(Line.ORDER)
                    .toList();
            assertBalances(account, before.get(i), lines, day);
            if (!lines.isEmpty()) {
                assertEntries(account, before.get(i), lines, day, page);
            }
        }
    }

    private void post(List<Movement> movements, List<Line> model) {
        transactions.executeWithoutResult(status -> {
            Pipeline pipeline = new Pipeline();
            ledger.post(pipeline, movements);
            pipeline.run(jdbc);
        });
        for (Movement movement : movements) {
            model.add(new Line(movement.at(), movement.id(), 0, movement.debit(), movement.amount()));
            model.add(new Line(
                    movement.at(),
                    movement.id(),
                    1,
                    movement.credit(),
                    movement.amount().negated()));
        }
    }

    private void assertBalances(Account account, Money before, List<Line> lines, Instant day) {
        for (int second = 0; second <= SECONDS + 1; second++) {
            Instant at = instant(day, second);
            assertThat(balances.at(account, at))
                    .as("%s at %s", account, at)
                    .isEqualTo(sum(before, lines, line -> !line.at().isAfter(at)));
            Instant shortlyBefore = at.minusNanos(1_000);
            assertThat(balances.at(account, shortlyBefore))
                    .as("%s at %s", account, shortlyBefore)
                    .isEqualTo(sum(before, lines, line -> line.at().isBefore(at)));
        }
        assertThat(balances.now(account)).isEqualTo(sum(before, lines, line -> true));
    }

    /** Cursors of older engines have no balance. */
    private static AccountEntries.Reached sometimesOld(AccountEntries.Reached reached, int page) {
        AccountEntries.Reached read = AccountEntries.Reached.of(reached.texts());
        return page % 2 == 0 ? read : new AccountEntries.Reached(read.place(), null);
    }

    private void assertEntries(Account account, Money before, List<Line> lines, Instant day, int page) {
        long number = chart.number(account).orElseThrow();
        List<AccountEntries.Entry> forth = new ArrayList<>();
        List<AccountEntries.Entry> back = new ArrayList<>();
        while (forth.size() < lines.size()) {
            AccountEntries.Reached last =
                    forth.isEmpty() ? null : sometimesOld(forth.getLast().forth(), page);
            List<AccountEntries.Entry> next =
                    entries.oldestFirst(new AccountEntries.Page(number, day, day.plus(DAY), last, page));
            assertThat(next).as("a page of %s behind %s", account, last).isNotEmpty();
            forth.addAll(next);
        }
        while (back.size() < lines.size()) {
            AccountEntries.Reached last =
                    back.isEmpty() ? null : sometimesOld(back.getLast().back(), page);
            back.addAll(entries.newestFirst(number, last, Math.min(page, lines.size() - back.size())));
        }
        assertThat(forth).hasSize(lines.size());
        Money balance = before;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            balance = balance.plus(line.amount());
            AccountEntries.Entry entry = forth.get(i);
            assertThat(entry.place()).isEqualTo(new AccountEntries.Place(line.at(), line.movement(), line.position()));
            assertThat(entry.amount()).isEqualTo(line.amount());
            assertThat(entry.balance()).as("the balance with %s", entry).isEqualTo(balance);
        }
        assertThat(back.reversed()).isEqualTo(forth);
    }

    private static Money sum(Money before, List<Line> lines, java.util.function.Predicate<Line> which) {
        return lines.stream().filter(which).map(Line::amount).reduce(before, Money::plus);
    }

    private Movement movement(Moves moves, Instant day) {
        return new Movement(
                ids.next(),
                moves.kind().movement,
                ids.next(),
                account(moves.kind().debit),
                account(moves.kind().credit),
                Money.rupiah(java.math.BigDecimal.valueOf(moves.hundredths(), 2)),
                instant(day, moves.second()));
    }

    private static Instant instant(Instant day, int second) {
        return day.plusSeconds(1 + second);
    }

    private static List<Account> accounts() {
        return List.of(
                account(AccountKind.BANK),
                account(AccountKind.FUNDING),
                account(AccountKind.RECEIVABLE),
                account(AccountKind.INVOICED),
                account(AccountKind.SERVICE_REVENUE),
                account(AccountKind.TAX),
                account(AccountKind.PREPAID_TAX),
                account(AccountKind.INPUT_TAX),
                account(AccountKind.CUSTOMER_PAYABLE),
                account(AccountKind.FLOAT),
                account(AccountKind.FEES),
                account(AccountKind.ACCRUED_FEES),
                account(AccountKind.SUSPENSE),
                account(AccountKind.WRITE_OFF));
    }

    private static Account account(AccountKind kind) {
        return switch (kind) {
            case FUNDING, RECEIVABLE, CLAWBACK, INVOICED -> Account.ofPartner(kind, "LEDGER" + tries);
            case FLOAT, FEES, ACCRUED_FEES -> Account.ofProvider(kind, "LEDGERP" + tries);
            case CUSTOMER_PAYABLE, BANK, SERVICE_REVENUE, TAX, PREPAID_TAX, INPUT_TAX, SUSPENSE, WRITE_OFF ->
                Account.own(kind);
        };
    }
}
