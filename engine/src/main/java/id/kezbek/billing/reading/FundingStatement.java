package id.kezbek.billing.reading;

import id.kezbek.billing.terms.FundingAccounts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountEntries;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.ChartOfAccounts;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All entries of a partner's funding in a period, from the partner's view: incoming amounts are positive, spent amounts negative.
 * Entries, opening balance and closing balance come from the same database snapshot, so they are consistent.
 */
@Component
public class FundingStatement {

    /**
     * @param balance the balance after this entry
     * @param bankReference the reference of a top-up, a payment or the reversal of one; null for other entries
     */
    public record Line(
            AccountEntries.Place place,
            MovementKind kind,
            UUID subject,
            Money amount,
            Money balance,
            @Nullable String bankReference) {}

    /**
     * @param opening the balance immediately before the period
     * @param closing the balance at the end of the period
     */
    public record Part(Money opening, Money closing, List<Line> lines) {

        /** The position at which the page after this line begins. */
        public Reached reached(Line last) {
            // Converts the balance to the ledger's sign, because in the ledger the partner's money is a credit.
            return new Reached(
                    new AccountEntries.Reached(last.place(), last.balance().negated()), opening, closing);
        }
    }

    /**
     * The position at which a page begins. The position contains the balances of the whole statement, so that the next
     * page need not sum the account again.
     *
     * @param opening null in cursors of earlier versions
     */
    public record Reached(
            AccountEntries.Reached line,
            @Nullable Money opening,
            @Nullable Money closing) {

        private static final int WHOLE_TEXTS = 6;

        /** The position as texts of a cursor, which {@link #of} reads. */
        public List<String> texts() {
            return opening == null || closing == null
                    ? line.texts()
                    : Stream.concat(
                                    line.texts().stream(),
                                    Stream.of(
                                            AccountEntries.Reached.text(opening), AccountEntries.Reached.text(closing)))
                            .toList();
        }

        public static Reached of(List<String> texts) {
            AccountEntries.Reached line = AccountEntries.Reached.of(texts);
            return texts.size() < WHOLE_TEXTS
                    ? new Reached(line, null, null)
                    : new Reached(
                            line,
                            AccountEntries.Reached.money(texts.get(WHOLE_TEXTS - 2)),
                            AccountEntries.Reached.money(texts.get(WHOLE_TEXTS - 1)));
        }
    }

    /**
     * The request for a part of a statement.
     *
     * @param from the earliest time, included
     * @param to the latest time, excluded
     * @param after the position of the previous page; null for the first page
     */
    public record Page(Instant from, Instant to, @Nullable Reached after, int limit) {}

    private static final Set<MovementKind> TRANSFERS =
            Set.of(MovementKind.TOP_UP, MovementKind.PARTNER_PAYMENT, MovementKind.TRANSFER_REVERSAL);

    private final ChartOfAccounts accounts;
    private final Balances balances;
    private final AccountEntries entries;
    private final BankReferences bankReferences;
    private final TransactionTemplate oneInstant;

    FundingStatement(
            ChartOfAccounts accounts,
            Balances balances,
            AccountEntries entries,
            BankReferences bankReferences,
            PlatformTransactionManager transactions) {
        this.accounts = accounts;
        this.balances = balances;
        this.entries = entries;
        this.bankReferences = bankReferences;
        this.oneInstant = new TransactionTemplate(transactions);
        oneInstant.setReadOnly(true);
        oneInstant.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    public Part read(Partner partner, Page page) {
        return read(FundingAccounts.of(partner), page);
    }

    /** The statement of a partner's invoice account: payments are positive, invoices negative. */
    public Part ofInvoices(Partner partner, Page page) {
        return read(Account.ofPartner(AccountKind.INVOICED, partner.code()), page);
    }

    private Part read(Account of, Page page) {
        return Objects.requireNonNull(oneInstant.execute(status -> {
            Optional<Long> account = accounts.number(of);
            return account.map(number -> read(number, page))
                    .orElseGet(() -> new Part(Money.ZERO, Money.ZERO, List.of()));
        }));
    }

    private Part read(long account, Page page) {
        Reached after = page.after();
        List<AccountEntries.Entry> found = entries.oldestFirst(new AccountEntries.Page(
                account, page.from(), page.to(), after == null ? null : after.line(), page.limit()));
        Map<UUID, String> references = bankReferences.of(found.stream()
                .filter(entry -> TRANSFERS.contains(entry.kind()))
                .map(AccountEntries.Entry::subject)
                .toList());
        List<Line> lines = found.stream()
                .map(entry -> line(entry, references.get(entry.subject())))
                .toList();
        return new Part(
                after != null && after.opening() != null
                        ? after.opening()
                        : balances.before(account, page.from()).negated(),
                after != null && after.closing() != null
                        ? after.closing()
                        : balances.before(account, page.to()).negated(),
                lines);
    }

    private static Line line(AccountEntries.Entry entry, @Nullable String bankReference) {
        return new Line(
                entry.place(),
                entry.kind(),
                entry.subject(),
                entry.amount().negated(),
                entry.balance().negated(),
                bankReference);
    }
}
