package id.kezbek.reconciliation.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseBooking;
import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.ledger.Movement;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.Pipeline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Accrues the fees that are in statements up to the month's end but not in the books. The accrual is reversed at the
 * start of the next month. In the next month, the fees are booked or written off; otherwise the next close accrues the
 * fees again.
 */
@Component
class AccrueFees implements CloseBooking {

    private final UnmatchedFees unmatchedFees;
    private final Balances balances;
    private final JdbcTemplate template;
    private final Ledger ledger;
    private final Facts facts;
    private final Ids ids;

    AccrueFees(
            UnmatchedFees unmatchedFees,
            Balances balances,
            JdbcTemplate template,
            Ledger ledger,
            Facts facts,
            Ids ids) {
        this.unmatchedFees = unmatchedFees;
        this.balances = balances;
        this.template = template;
        this.ledger = ledger;
        this.facts = facts;
        this.ids = ids;
    }

    @Override
    public boolean isDue(CalendarMonth month) {
        return !lacking(month).isEmpty();
    }

    @Override
    public void book(CalendarMonth month) {
        Instant lastInstant = lastInstant(month);
        lacking(month).forEach((provider, lacks) -> {
            boolean isCharge = lacks.isPositive();
            Money amount = isCharge ? lacks : lacks.negated();
            post(month, new FeesAccrued(provider, month.toString(), isCharge, amount), lastInstant);
            post(month, new FeesAccrued(provider, month.toString(), !isCharge, amount), month.end());
        });
    }

    /** The fees by provider that are not in the balance at the month's end; that balance has what earlier closes accrued. */
    private Map<String, Money> lacking(CalendarMonth month) {
        Map<String, Money> lacking = new TreeMap<>();
        unmatchedFees.of(month).forEach((provider, fees) -> {
            Money balance = balances.at(Account.ofProvider(AccountKind.ACCRUED_FEES, provider), lastInstant(month));
            Money lacks = fees.plus(balance);
            if (!lacks.equals(Money.ZERO)) {
                lacking.put(provider, lacks);
            }
        });
        return lacking;
    }

    private static Instant lastInstant(CalendarMonth month) {
        return month.end().minus(1, ChronoUnit.MICROS);
    }

    private void post(CalendarMonth month, FeesAccrued event, Instant at) {
        MoneyEvent.Posting posting = event.posting();
        ledger.open(posting.debit(), posting.credit());
        UUID subject = subject(event.provider(), month.toString());
        Pipeline pipeline = new Pipeline();
        ledger.post(
                pipeline,
                List.of(new Movement(
                        ids.next(), posting.kind(), subject, posting.debit(), posting.credit(), event.amount(), at)));
        facts.append(pipeline, List.of(Fact.of(event, subject, at)));
        pipeline.run(template);
    }

    /**
     * The common subject of all movements of one accrual. The id is not time-based, so these movements are never late
     * postings.
     */
    private static UUID subject(String provider, String month) {
        return UUID.nameUUIDFromBytes(("accrued fees " + provider + " " + month).getBytes(StandardCharsets.UTF_8));
    }
}
