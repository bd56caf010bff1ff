package id.kezbek.ledger.web;

import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.ledger.AccountEntries;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.ChartOfAccounts;
import id.kezbek.ledger.writing.WriteOffAct;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operations for accounts, balances and entries, and for the proposal of a write-off. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class LedgerController {

    private static final String ACCOUNTS = "accounts";
    private static final String ENTRIES = "entries";
    private static final int REASON_MAX = 500;
    private static final int ACCOUNT_MAX = 30;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SUSPENSE = Pattern.compile("SUSPENSE");

    /**
     * @param owner the code of a partner or provider, or empty for Kezbek's own account
     * @param balance positive for a debit balance
     */
    record AccountAnswer(String id, String kind, String owner, Amount balance) {}

    record BalanceAnswer(String id, String kind, String owner, Instant at, Amount balance) {}

    /**
     * @param amount positive for a debit
     * @param balance the account's balance after this entry
     */
    record EntryAnswer(String movement, String kind, String subject, Instant at, Amount amount, Amount balance) {}

    private record EntriesPage(AccountEntries.@Nullable Reached before, int limit) {}

    private record Asked(String account, Money amount, String reason) {}

    private final ChartOfAccounts accounts;
    private final Balances balances;
    private final AccountEntries entries;
    private final ProposeAct proposeAct;
    private final WriteOffAct writeOff;
    private final Clock clock;

    LedgerController(
            ChartOfAccounts accounts,
            Balances balances,
            AccountEntries entries,
            ProposeAct proposeAct,
            WriteOffAct writeOff,
            Clock clock) {
        this.accounts = accounts;
        this.balances = balances;
        this.entries = entries;
        this.proposeAct = proposeAct;
        this.writeOff = writeOff;
        this.clock = clock;
    }

    @GetMapping("/api/v2/ledger/accounts")
    @Exported("ledger-accounts")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    Listing<AccountAnswer> accounts(@RequestParam MultiValueMap<String, String> parameters) {
        record Page(@Nullable Long after, int limit) {}
        Page page = Query.read(
                parameters,
                query -> new Page(query.after(ACCOUNTS, place -> Long.valueOf(place.getFirst())), query.limit()));
        return Listing.of(
                accounts.page(Objects.requireNonNullElse(page.after(), 0L), page.limit() + 1),
                page.limit(),
                LedgerController::answer,
                last -> Cursor.of(ACCOUNTS, Long.toString(last.number())));
    }

    @GetMapping("/api/v2/ledger/accounts/{id}/balance")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    BalanceAnswer balance(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        ChartOfAccounts.Open open = find(id);
        Instant asked = Query.read(parameters, query -> query.instantOrEndOfDay("at"));
        return new BalanceAnswer(
                id,
                open.account().kind().name(),
                open.account().owner(),
                asked == null ? clock.instant() : asked,
                Amount.of(asked == null ? open.balance() : balances.at(open.account(), asked)));
    }

    @GetMapping("/api/v2/ledger/accounts/{id}/entries")
    @Exported("ledger-entries")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    Listing<EntryAnswer> entries(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        long account = find(id).number();
        EntriesPage page = Query.read(
                parameters,
                query -> new EntriesPage(query.after(ENTRIES + id, AccountEntries.Reached::of), query.limit()));
        return Listing.of(
                entries.newestFirst(account, page.before(), page.limit() + 1),
                page.limit(),
                LedgerController::answer,
                last -> new Cursor(ENTRIES + id, last.back().texts()));
    }

    @PostMapping("/api/v2/ledger/write-offs")
    @Allow({Role.ADMIN, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> writeOff(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        Asked asked = Fields.readStrictly(
                body,
                fields -> new Asked(
                        fields.text(
                                "account", ACCOUNT_MAX, SUSPENSE, "SUSPENSE, the only account that can be written off"),
                        fields.money("amount"),
                        fields.text("reason", REASON_MAX)));
        return ApprovalAnswer.accepted(
                proposeAct.propose(writeOff, WriteOffAct.Arguments.of(asked.amount()), asked.reason(), caller));
    }

    private ChartOfAccounts.Open find(String id) {
        return (NUMBER.matcher(id).matches()
                        ? accounts.find(Long.parseLong(id))
                        : Optional.<ChartOfAccounts.Open>empty())
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no account has this id"));
    }

    private static AccountAnswer answer(ChartOfAccounts.Open open) {
        return new AccountAnswer(
                Long.toString(open.number()),
                open.account().kind().name(),
                open.account().owner(),
                Amount.of(open.balance()));
    }

    private static EntryAnswer answer(AccountEntries.Entry entry) {
        return new EntryAnswer(
                Ids.text(entry.place().movement()),
                entry.kind().name(),
                Ids.text(entry.subject()),
                entry.place().at(),
                Amount.of(entry.amount()),
                Amount.of(entry.balance()));
    }
}
