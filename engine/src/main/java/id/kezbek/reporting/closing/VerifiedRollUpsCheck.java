package id.kezbek.reporting.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseCheck;
import id.kezbek.reporting.verdict.LedgerVerdict;
import id.kezbek.reporting.verdict.LedgerVerdicts;
import org.springframework.stereotype.Component;

/**
 * Requires that the figures of reports equal the ledger on every day of the month. The comparison must have run after
 * the month's end.
 */
@Component
class VerifiedRollUpsCheck implements CloseCheck {

    private final LedgerVerdicts verdicts;

    VerifiedRollUpsCheck(LedgerVerdicts verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public String name() {
        return "verified-roll-ups";
    }

    @Override
    public Result look(CalendarMonth month) {
        LedgerVerdict verdict = verdicts.of(month.firstDay(), month.lastDay());
        if (verdict.state() != LedgerVerdict.State.EQUAL) {
            return new Result(
                    false,
                    "the figures of reports are " + verdict.state() + ", the difference is " + verdict.residual(),
                    verdict.state().name(),
                    verdict.residual());
        }
        var asOf = verdict.asOf();
        return asOf == null || asOf.isBefore(month.end())
                ? new Result(false, "the figures of reports were not compared after the month's end", "EARLY")
                : new Result(true, "the figures of reports equal the ledger as of " + asOf, "EQUAL", asOf);
    }
}
