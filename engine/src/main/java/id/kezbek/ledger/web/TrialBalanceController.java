package id.kezbek.ledger.web;

import id.kezbek.ledger.Balances;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The trial balance: every account, and the sum, which must be zero. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class TrialBalanceController {

    /** An account's balance; {@code owner} is the code of a partner or provider, or empty for Kezbek's own. */
    record Line(String kind, String owner, Amount balance) {}

    record TrialBalance(List<Line> accounts, Amount sum) {}

    private final Balances balances;

    TrialBalanceController(Balances balances) {
        this.balances = balances;
    }

    @GetMapping("/api/v2/ledger/trial-balance")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    TrialBalance trialBalance() {
        List<Balances.Balance> all = balances.trialBalance();
        Money sum = all.stream().map(Balances.Balance::amount).reduce(Money.ZERO, Money::plus);
        return new TrialBalance(
                all.stream()
                        .map(one -> new Line(
                                one.account().kind().name(), one.account().owner(), Amount.of(one.amount())))
                        .toList(),
                Amount.of(sum));
    }
}
