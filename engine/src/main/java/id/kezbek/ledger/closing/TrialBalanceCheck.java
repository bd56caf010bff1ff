package id.kezbek.ledger.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseCheck;
import id.kezbek.ledger.Balances;
import id.kezbek.shared.Money;
import org.springframework.stereotype.Component;

/** Checks that the sum over all accounts is zero. */
@Component
class TrialBalanceCheck implements CloseCheck {

    private final Balances balances;

    TrialBalanceCheck(Balances balances) {
        this.balances = balances;
    }

    @Override
    public String name() {
        return "trial-balance";
    }

    @Override
    public Result look(CalendarMonth month) {
        Money sum = balances.sum();
        return new Result(sum.equals(Money.ZERO), "the sum over all accounts is " + sum, "SUM", sum);
    }
}
