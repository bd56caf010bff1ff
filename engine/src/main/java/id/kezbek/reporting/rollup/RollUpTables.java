package id.kezbek.reporting.rollup;

import id.kezbek.reporting.rollup.RollUpBatch.AccountKey;
import id.kezbek.reporting.rollup.RollUpBatch.MonthKey;
import id.kezbek.reporting.rollup.RollUpBatch.PayoutFigures;
import id.kezbek.reporting.rollup.RollUpBatch.PayoutKey;
import id.kezbek.reporting.rollup.RollUpBatch.PurchaseFigures;
import id.kezbek.reporting.rollup.RollUpBatch.PurchaseKey;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of the roll-ups. */
@Component
public class RollUpTables {

    /** Each table with the columns that must be equal in two copies. */
    private static final Map<String, String> TABLES = Map.of(
            "reporting.purchase_hour",
                    "hour, partner, rule, rule_version, wallet, tier, purchases, quantity, amount, cashback, reward, held,"
                            + " new_customers",
            "reporting.payout_hour",
                    "hour, partner, provider, wallet, outcome, payouts, amount, fee, saved_on_direct, saved_on_next",
            "reporting.account_day", "day, account, owner, movement, amount",
            "reporting.new_customer_month", "month, partner, customers",
            "reporting.silent_day", "day, events");

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    RollUpTables(JdbcTemplate template, JdbcClient jdbc) {
        this.template = template;
        this.jdbc = jdbc;
    }

    /** Adds the figures of a batch to a copy, in the caller's transaction. */
    void add(int copy, RollUpBatch batch) {
        Pipeline pipeline = new Pipeline();
        addPurchases(pipeline, copy, List.copyOf(batch.purchases.entrySet()));
        addPayouts(pipeline, copy, List.copyOf(batch.payouts.entrySet()));
        addAccounts(pipeline, copy, List.copyOf(batch.accounts().entrySet()));
        addNewCustomers(pipeline, copy, List.copyOf(batch.newCustomers.entrySet()));
        addSilent(pipeline, copy, List.copyOf(batch.silent().entrySet()));
        pipeline.run(template);
    }

    private static void addPurchases(Pipeline pipeline, int copy, List<Map.Entry<PurchaseKey, PurchaseFigures>> rows) {
        pipeline.write(
                """
                insert into reporting.purchase_hour as t (copy, hour, partner, rule, rule_version, wallet, tier, purchases,
                  quantity, amount, cashback, reward, held, new_customers)
                select unnest(?::smallint[]), unnest(?::timestamptz[]), unnest(?::bigint[]), unnest(?::bigint[]),
                  unnest(?::int[]), unnest(?::text[]), unnest(?::text[]), unnest(?::bigint[]), unnest(?::bigint[]),
                  unnest(?::numeric[]), unnest(?::numeric[]), unnest(?::numeric[]), unnest(?::numeric[]),
                  unnest(?::bigint[])
                on conflict (copy, hour, partner, rule, rule_version, wallet, tier) do update set
                  purchases = t.purchases + excluded.purchases, quantity = t.quantity + excluded.quantity,
                  amount = t.amount + excluded.amount, cashback = t.cashback + excluded.cashback,
                  reward = t.reward + excluded.reward, held = t.held + excluded.held,
                  new_customers = t.new_customers + excluded.new_customers""",
                Columns.of(rows)
                        .smallint(row -> copy)
                        .timestamp(row -> row.getKey().hour())
                        .bigint(row -> row.getKey().partner().value())
                        .bigint(row -> row.getKey().rule())
                        .integer(row -> row.getKey().ruleVersion())
                        .text(row -> row.getKey().wallet())
                        .text(row -> row.getKey().tier())
                        .bigint(row -> row.getValue().purchases())
                        .bigint(row -> row.getValue().quantity())
                        .money(row -> row.getValue().amount())
                        .money(row -> row.getValue().cashback())
                        .money(row -> row.getValue().reward())
                        .money(row -> row.getValue().held())
                        .bigint(row -> row.getValue().newCustomers()));
    }

    private static void addPayouts(Pipeline pipeline, int copy, List<Map.Entry<PayoutKey, PayoutFigures>> rows) {
        pipeline.write(
                """
                insert into reporting.payout_hour as t (copy, hour, partner, provider, wallet, outcome, payouts, amount, fee,
                  saved_on_direct, saved_on_next)
                select unnest(?::smallint[]), unnest(?::timestamptz[]), unnest(?::bigint[]), unnest(?::text[]),
                  unnest(?::text[]), unnest(?::text[]), unnest(?::bigint[]), unnest(?::numeric[]), unnest(?::numeric[]),
                  unnest(?::numeric[]), unnest(?::numeric[])
                on conflict (copy, hour, partner, provider, wallet, outcome) do update set
                  payouts = t.payouts + excluded.payouts, amount = t.amount + excluded.amount, fee = t.fee + excluded.fee,
                  saved_on_direct = t.saved_on_direct + excluded.saved_on_direct,
                  saved_on_next = t.saved_on_next + excluded.saved_on_next""",
                Columns.of(rows)
                        .smallint(row -> copy)
                        .timestamp(row -> row.getKey().hour())
                        .bigint(row -> row.getKey().partner().value())
                        .text(row -> row.getKey().provider())
                        .text(row -> row.getKey().wallet())
                        .text(row -> row.getKey().outcome().name())
                        .bigint(row -> row.getValue().payouts())
                        .money(row -> row.getValue().amount())
                        .money(row -> row.getValue().fee())
                        .money(row -> row.getValue().savedOnDirect())
                        .money(row -> row.getValue().savedOnNext()));
    }

    private static void addAccounts(Pipeline pipeline, int copy, List<Map.Entry<AccountKey, Money>> rows) {
        pipeline.write(
                """
                insert into reporting.account_day as t (copy, day, account, owner, movement, amount)
                select unnest(?::smallint[]), unnest(?::date[]), unnest(?::text[]), unnest(?::text[]), unnest(?::text[]),
                  unnest(?::numeric[])
                on conflict (copy, day, account, owner, movement) do update set amount = t.amount + excluded.amount""",
                Columns.of(rows)
                        .smallint(row -> copy)
                        .date(row -> row.getKey().day())
                        .text(row -> row.getKey().account().kind().name())
                        .text(row -> row.getKey().account().owner())
                        .text(row -> row.getKey().movement().name())
                        .money(Map.Entry::getValue));
    }

    private static void addNewCustomers(Pipeline pipeline, int copy, List<Map.Entry<MonthKey, Long>> rows) {
        pipeline.write(
                """
                insert into reporting.new_customer_month as t (copy, month, partner, customers)
                select unnest(?::smallint[]), unnest(?::date[]), unnest(?::bigint[]), unnest(?::bigint[])
                on conflict (copy, month, partner) do update set customers = t.customers + excluded.customers""",
                Columns.of(rows)
                        .smallint(row -> copy)
                        .date(row -> row.getKey().month())
                        .bigint(row -> row.getKey().partner().value())
                        .bigint(Map.Entry::getValue));
    }

    private static void addSilent(Pipeline pipeline, int copy, List<Map.Entry<LocalDate, Long>> rows) {
        pipeline.write(
                """
                insert into reporting.silent_day as t (copy, day, events)
                select unnest(?::smallint[]), unnest(?::date[]), unnest(?::bigint[])
                on conflict (copy, day) do update set events = t.events + excluded.events""",
                Columns.of(rows).smallint(row -> copy).date(Map.Entry::getKey).bigint(Map.Entry::getValue));
    }

    /** The number of rows that differ between two copies, in the snapshot of the caller's transaction. */
    public long differences(int one, int other) {
        String sql = TABLES.entrySet().stream()
                .map(table -> {
                    String rows = "select " + table.getValue() + " from " + table.getKey() + " where copy = ";
                    return "(select count(*) from ((" + rows + one + " except " + rows + other + ") union all (" + rows
                            + other + " except " + rows + one + ")) d)";
                })
                .collect(Collectors.joining(" + ", "select ", ""));
        return jdbc.sql(sql).query(Long.class).single();
    }

    /** Deletes the rows of a copy. */
    public void clear(int copy) {
        for (String table : TABLES.keySet()) {
            jdbc.sql("delete from " + table + " where copy = ?").param(copy).update();
        }
    }
}
