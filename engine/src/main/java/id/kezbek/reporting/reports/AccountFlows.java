package id.kezbek.reporting.reports;

import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.MovementKind;
import id.kezbek.reporting.pool.ReportPool;
import id.kezbek.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Incoming and outgoing amounts of accounts over a period, from the roll-ups: providers' floats, partners' funding, and
 * all other accounts.
 */
@Component
public class AccountFlows {

    /**
     * Movements of one kind on an account.
     *
     * @param day the day; null for the sum of all days
     * @param amount the amount; positive for a debit
     */
    public record Movement(@Nullable LocalDate day, String account, String owner, String kind, Money amount) {}

    /**
     * An account over a period. A positive balance is money that the account's owner can spend.
     *
     * @param incoming transfers minus reversed transfers
     * @param used for a provider, payments minus returned payments; for a partner, cashback minus cancelled and
     *     refunded cashback
     * @param fees the fees that the provider deducted from the account
     * @param other corrections
     * @param usedPerDay payments and fees on an average day
     * @param runwayDays the number of days that the closing balance lasts at the rate {@code usedPerDay}; null if
     *     nothing was used
     */
    public record Flow(
            String owner,
            Money opening,
            Money incoming,
            Money used,
            Money fees,
            Money other,
            Money closing,
            Money usedPerDay,
            @Nullable Long runwayDays) {}

    private static final Set<MovementKind> INCOMING = Set.of(
            MovementKind.TOP_UP,
            MovementKind.FLOAT_TOP_UP,
            MovementKind.PARTNER_PAYMENT,
            MovementKind.TRANSFER_REVERSAL);
    private static final Set<MovementKind> USED = Set.of(
            MovementKind.ACCEPT,
            MovementKind.SETTLE,
            MovementKind.CANCEL,
            MovementKind.REFUND,
            MovementKind.REVERSAL,
            MovementKind.PAID_TWICE);

    private final ReportPool pool;

    AccountFlows(ReportPool pool) {
        this.pool = pool;
    }

    /**
     * Movements by kind.
     *
     * @param kind the kind of account; null for all kinds
     * @param isByDay true for sums by day, false for the sum of all days
     */
    public List<Movement> movements(Days days, @Nullable AccountKind kind, boolean isByDay) {
        return pool.snapshot(jdbc -> movements(jdbc, days, kind, isByDay));
    }

    private static List<Movement> movements(JdbcClient jdbc, Days days, @Nullable AccountKind kind, boolean isByDay) {
        String day = isByDay ? "day, " : "";
        String ofKind = kind == null ? "" : " and account = '" + kind.name() + "'";
        return jdbc.sql("select " + day + "account, owner, movement, sum(amount) as amount"
                        + " from reporting.accounts_by_day where day between :from and :to" + ofKind + " group by "
                        + day
                        + "account, owner, movement order by " + day + "account, owner, movement limit :limit")
                .param("from", days.from())
                .param("to", days.to())
                .param("limit", Figures.GROUPS_MAX + 1)
                .query((row, n) -> new Movement(
                        isByDay ? row.getObject("day", LocalDate.class) : null,
                        row.getString("account"),
                        row.getString("owner"),
                        row.getString("movement"),
                        Money.rupiah(row.getBigDecimal("amount"))))
                .list();
    }

    /** Providers' floats: a debit increases the balance. */
    public List<Flow> floats(Days days) {
        return pool.snapshot(jdbc -> flows(jdbc, days, AccountKind.FLOAT, false));
    }

    /** Prepaid partners' funding: a credit increases the balance. */
    public List<Flow> funding(Days days) {
        return pool.snapshot(jdbc -> flows(jdbc, days, AccountKind.FUNDING, true));
    }

    private static List<Flow> flows(JdbcClient jdbc, Days days, AccountKind kind, boolean isCredit) {
        Map<String, Money> openings = new TreeMap<>();
        jdbc.sql(
                        "select owner, sum(amount) from reporting.accounts_by_day where account = ? and day < ? group by owner")
                .params(kind.name(), days.from())
                .query((row, n) -> Map.entry(row.getString(1), Money.rupiah(row.getBigDecimal(2))))
                .list()
                .forEach(opening -> openings.put(opening.getKey(), opening.getValue()));
        Map<String, Map<MovementKind, Money>> moved = new TreeMap<>();
        openings.keySet().forEach(owner -> moved.put(owner, new EnumMap<>(MovementKind.class)));
        movements(jdbc, days, kind, false)
                .forEach(one -> moved.computeIfAbsent(one.owner(), owner -> new EnumMap<>(MovementKind.class))
                        .put(MovementKind.valueOf(one.kind()), one.amount()));
        List<Flow> flows = new ArrayList<>();
        moved.forEach((owner, movements) ->
                flows.add(flow(owner, openings.getOrDefault(owner, Money.ZERO), movements, isCredit, days)));
        return flows;
    }

    private static Flow flow(
            String owner, Money opening, Map<MovementKind, Money> movements, boolean isCredit, Days days) {
        Money incoming = Money.ZERO;
        Money used = Money.ZERO;
        Money fees = Money.ZERO;
        Money other = Money.ZERO;
        for (Map.Entry<MovementKind, Money> movement : movements.entrySet()) {
            Money amount = isCredit ? movement.getValue().negated() : movement.getValue();
            if (INCOMING.contains(movement.getKey())) {
                incoming = incoming.plus(amount);
            } else if (USED.contains(movement.getKey())) {
                used = used.minus(amount);
            } else if (movement.getKey() == MovementKind.PROVIDER_FEE
                    || movement.getKey() == MovementKind.PROVIDER_TAX) {
                fees = fees.minus(amount);
            } else {
                other = other.plus(amount);
            }
        }
        Money begun = isCredit ? opening.negated() : opening;
        Money closing = begun.plus(incoming).minus(used).minus(fees).plus(other);
        Money spent = used.plus(fees);
        return new Flow(
                owner, begun, incoming, used, fees, other, closing, days.each(spent), days.lasting(closing, spent));
    }
}
