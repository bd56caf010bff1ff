package id.kezbek.ledger.web;

import id.kezbek.ledger.Balances;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.ListPage;
import id.kezbek.shared.web.reading.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trial balance: the balances of all accounts, and their sum, which must be zero. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class TrialBalanceController {

    /** An account's balance. {@code owner} is the code of a partner or provider, or empty for Kezbek's own account. */
    record Line(String kind, String owner, Amount balance) {}

    /** @param at the time of the balances, including movements at exactly that time */
    record TrialBalance(Instant at, List<Line> accounts, Amount sum) implements ListPage<Line> {
        @Override
        public List<Line> items() {
            return accounts;
        }
    }

    private final Balances balances;
    private final Clock clock;

    TrialBalanceController(Balances balances, Clock clock) {
        this.balances = balances;
        this.clock = clock;
    }

    @GetMapping("/api/v2/ledger/trial-balance")
    @Exported("trial-balance")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    TrialBalance trialBalance(@RequestParam MultiValueMap<String, String> parameters) {
        Instant asked = Query.read(parameters, query -> query.instantOrEndOfDay("at"));
        List<Balances.Balance> all = asked == null ? balances.trialBalance() : balances.trialBalance(asked);
        Money sum = all.stream().map(Balances.Balance::amount).reduce(Money.ZERO, Money::plus);
        return new TrialBalance(
                asked == null ? clock.instant() : asked,
                all.stream()
                        .map(one -> new Line(
                                one.account().kind().name(), one.account().owner(), Amount.of(one.amount())))
                        .toList(),
                Amount.of(sum));
    }
}
