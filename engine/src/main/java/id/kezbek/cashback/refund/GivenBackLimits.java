package id.kezbek.cashback.refund;

import id.kezbek.cashback.accept.PurchaseRecord;
import id.kezbek.cashback.purchase.Period;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * If the version that decided the purchase had a budget or a customer cap, subtracts refunded cashback from the amounts
 * counted under these limits. As in acceptance, budgets are locked before customers, and caps after customers.
 */
@Component
class GivenBackLimits {

    private final JdbcClient jdbc;

    GivenBackLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void toBudget(PurchaseRecord purchase, Money cashback) {
        jdbc.sql("""
                        update cashback.rule_budget b set spent = greatest(b.spent - ?, 0)
                        from cashback.rule r
                        where r.id = ? and r.version = ? and r.budget is not null and b.rule = r.id""")
                .params(
                        cashback.decimal(),
                        purchase.trace().rule(),
                        purchase.trace().ruleVersion())
                .update();
    }

    /** Changes the version of the cap's row, so that a purchase that has already read the row detects the change. */
    void toCap(PurchaseRecord purchase, Money cashback) {
        capPeriod(purchase).ifPresent(period -> {
            LocalDate since = period.beginning(Jakarta.dayOf(purchase.acceptedAt()));
            jdbc.sql("""
                            update cashback.rule_customer set spent = greatest(spent - ?, 0), version = version + 1
                            where rule = ? and partner = ? and msisdn = ? and period = ? and since = ?""")
                    .params(
                            cashback.decimal(),
                            purchase.trace().rule(),
                            purchase.purchase().partner().value(),
                            purchase.purchase().msisdn().digits(),
                            period.name(),
                            Date.valueOf(since))
                    .update();
        });
    }

    private Optional<Period> capPeriod(PurchaseRecord purchase) {
        return jdbc.sql(
                        "select customer_period from cashback.rule where id = ? and version = ? and customer_cap is not null")
                .params(purchase.trace().rule(), purchase.trace().ruleVersion())
                .query(String.class)
                .optional()
                .map(Period::valueOf);
    }
}
