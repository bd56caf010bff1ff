package id.kezbek.payouts.floats;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.payouts.provider.BalanceAnswer;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the balance that each provider reports with the FLOAT account in our books. The result of an open attempt is
 * not known yet. So a reported balance is correct if it is not above the books, and not below the books minus the cost
 * of all open attempts. The comparison moves no money.
 */
@Component
@EnableConfigurationProperties(BalanceSettings.class)
public class CompareBalances {

    private static final Logger log = LoggerFactory.getLogger(CompareBalances.class);

    /**
     * The books at one moment.
     *
     * @param open the highest amount that open attempts may still take from the balance
     */
    private record Books(Money balance, Money open) {

        Money lowest() {
            return balance.minus(open);
        }
    }

    private final ConfiguredProviders providers;
    private final Balances balances;
    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;
    private final Clock clock;
    private final Money tolerance;

    CompareBalances(
            ConfiguredProviders providers,
            Balances balances,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock,
            BalanceSettings settings) {
        this.providers = providers;
        this.balances = balances;
        this.jdbc = jdbc;
        this.clock = clock;
        this.tolerance = Money.rupiah(settings.tolerance());
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /** @return the number of providers that reported their balance */
    public int run() {
        return Math.toIntExact(providers.all().stream().filter(this::compare).count());
    }

    /**
     * The books are read before and after the request to the provider, because payments may be booked in the meantime.
     */
    private boolean compare(PayoutProvider provider) {
        Books before = books(provider.code());
        BalanceAnswer answer = provider.balance();
        Books after = books(provider.code());
        return switch (answer) {
            case BalanceAnswer.Told told -> {
                store(provider.code(), told.amount(), after, difference(told.amount(), before, after));
                yield true;
            }
            case BalanceAnswer.NotAvailable none -> {
                storeProblem(provider.code(), none.reason(), after);
                yield false;
            }
            case BalanceAnswer.NotOffered none -> false;
        };
    }

    private Money difference(Money told, Books before, Books after) {
        Money highest = before.balance().atLeast(after.balance()) ? before.balance() : after.balance();
        Money lowest = before.lowest().min(after.lowest());
        Money difference =
                told.below(lowest) ? told.minus(lowest) : highest.below(told) ? told.minus(highest) : Money.ZERO;
        Money size = difference.below(Money.ZERO) ? difference.negated() : difference;
        return tolerance.atLeast(size) ? Money.ZERO : difference;
    }

    private Books books(String provider) {
        return Objects.requireNonNull(snapshot.execute(status -> new Books(
                balances.ofKinds(List.of(AccountKind.FLOAT), null)
                        .getOrDefault(Account.ofProvider(AccountKind.FLOAT, provider), Money.ZERO),
                Money.rupiah(
                        jdbc.sql("""
                                select coalesce(sum(amount + fee), 0) from payouts.attempt
                                where provider = ? and state in ('SENDING', 'UNKNOWN')""").param(provider).query(BigDecimal.class).single()))));
    }

    private void store(String provider, Money told, Books books, Money difference) {
        Instant now = clock.instant();
        boolean isNew = jdbc.sql("""
                        insert into payouts.provider_balance as b
                          (provider, told, told_at, books, open, difference, differs_since, asked_at)
                        values (:provider, :told, :now, :books, :open, :difference,
                          case when :difference::numeric = 0 then null else :now::timestamptz end, :now)
                        on conflict (provider) do update set told = excluded.told, told_at = excluded.told_at,
                          books = excluded.books, open = excluded.open, difference = excluded.difference,
                          differs_since = case when excluded.difference = 0 then null
                            else coalesce(b.differs_since, excluded.differs_since) end,
                          problem = null, asked_at = excluded.asked_at
                        returning differs_since is not null and differs_since = asked_at""")
                .param("provider", provider)
                .param("told", told.decimal())
                .param("books", books.balance().decimal())
                .param("open", books.open().decimal())
                .param("difference", difference.decimal())
                .param("now", Timestamp.from(now))
                .query(Boolean.class)
                .single();
        if (isNew) {
            log.atWarn()
                    .addKeyValue("provider", provider)
                    .addKeyValue("told", told)
                    .addKeyValue("books", books.balance())
                    .addKeyValue("open", books.open())
                    .addKeyValue("difference", difference)
                    .log("The provider's balance differs from the books by more than open attempts explain");
        }
    }

    private void storeProblem(String provider, String problem, Books books) {
        jdbc.sql("""
                        insert into payouts.provider_balance (provider, books, open, difference, problem, asked_at)
                        values (:provider, :books, :open, 0, :problem, :now)
                        on conflict (provider) do update set problem = excluded.problem, asked_at = excluded.asked_at""")
                .param("provider", provider)
                .param("books", books.balance().decimal())
                .param("open", books.open().decimal())
                .param("problem", problem)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
