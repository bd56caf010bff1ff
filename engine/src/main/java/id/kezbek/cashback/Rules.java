package id.kezbek.cashback;

import id.kezbek.cashback.purchase.Period;
import id.kezbek.cashback.rules.RuleBook;
import id.kezbek.cashback.rules.RuleVersion;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cashback rules in memory, with all versions, because a planned version must not hide the current version. */
@Component
public class Rules {

    private static final String SETTINGS = "cashback_rules";
    private static final String VERSIONS = """
            select id, version, partner, wallet, quantity_from, quantity_below, amount_from, amount_below, percent, cap,
              valid_from, valid_until, customer_cap, customer_period, budget, at_once, approval
            from cashback.rule""";

    private final JdbcClient jdbc;
    private final DataVersions dataVersions;
    private final Snapshot<RuleBook> snapshot;

    Rules(JdbcClient jdbc, DataVersions versions) {
        this.jdbc = jdbc;
        this.dataVersions = versions;
        this.snapshot = new Snapshot<>(SETTINGS, versions, this::load);
    }

    public RuleBook book() {
        return snapshot.current();
    }

    /**
     * Adds a version of a rule. The version applies to every purchase that is accepted after the caller's transaction
     * commits.
     */
    public void add(Rule rule) {
        add(new RuleVersion(rule, false, null));
    }

    /** Like {@link #add(Rule)}, but also stores the approval of the version. */
    public void add(RuleVersion version) {
        Rule rule = version.rule();
        RuleLimits.CustomerCap customer = rule.limits().customer();
        jdbc.sql("""
                        insert into cashback.rule (id, version, partner, wallet, quantity_from, quantity_below, amount_from,
                          amount_below, percent, cap, valid_from, valid_until, customer_cap, customer_period, budget, at_once,
                          approval)
                        values (:id, :version, :partner, :wallet, :quantityFrom, :quantityBelow, :amountFrom, :amountBelow,
                          :percent, :cap, :validFrom, :validUntil, :customerCap, :customerPeriod, :budget, :atOnce, :approval)""")
                .param("id", rule.id())
                .param("version", rule.version())
                .param("partner", rule.partner() == null ? null : rule.partner().value())
                .param("wallet", rule.wallet())
                .param("quantityFrom", rule.quantityFrom())
                .param("quantityBelow", rule.quantityBelow())
                .param("amountFrom", rule.amountFrom().decimal())
                .param("amountBelow", decimal(rule.amountBelow()))
                .param("percent", rule.percent())
                .param("cap", decimal(rule.cap()))
                .param("validFrom", Timestamp.from(rule.validFrom()))
                .param("validUntil", rule.validUntil() == null ? null : Timestamp.from(rule.validUntil()))
                .param("customerCap", customer == null ? null : customer.most().decimal())
                .param(
                        "customerPeriod",
                        customer == null ? null : customer.period().name())
                .param("budget", decimal(rule.limits().budget()))
                .param("atOnce", version.isAtOnce())
                .param("approval", version.approval(), Types.OTHER)
                .update();
        openBudget(rule);
        dataVersions.raise(SETTINGS);
    }

    /**
     * Creates the budget's row in advance, so that purchases can always lock it. If purchases created the row, two
     * purchases could create it at the same time.
     */
    private void openBudget(Rule rule) {
        Money budget = rule.limits().budget();
        if (budget != null) {
            jdbc.sql("insert into cashback.rule_budget (rule, spent, budget) values (?, 0, ?) on conflict do nothing")
                    .params(rule.id(), budget.decimal())
                    .update();
        }
    }

    private RuleBook load() {
        return new RuleBook(versions().stream().map(RuleVersion::effective).toList());
    }

    /** All versions of all rules, with the terms as decided. The newest version of each rule comes last. */
    public List<RuleVersion> versions() {
        return jdbc.sql(VERSIONS + " order by id, version")
                .query((row, n) -> version(row))
                .list();
    }

    /** Like {@link #versions()}, for one rule; empty if the rule does not exist. */
    public List<RuleVersion> versions(long rule) {
        return jdbc.sql(VERSIONS + " where id = ? order by version")
                .param(rule)
                .query((row, n) -> version(row))
                .list();
    }

    /** Locks the rules against other changes until the caller's transaction ends. */
    public void lock() {
        dataVersions.raise(SETTINGS);
    }

    /** The id for a new rule. */
    public long nextId() {
        return jdbc.sql("select nextval('cashback.rule_id')").query(Long.class).single();
    }

    private static RuleVersion version(ResultSet row) throws SQLException {
        return new RuleVersion(rule(row), row.getBoolean("at_once"), row.getObject("approval", UUID.class));
    }

    private static Rule rule(ResultSet row) throws SQLException {
        Long partner = row.getObject("partner", Long.class);
        Timestamp until = row.getTimestamp("valid_until");
        return new Rule(
                row.getLong("id"),
                row.getInt("version"),
                partner == null ? null : new PartnerId(partner),
                row.getString("wallet"),
                row.getInt("quantity_from"),
                row.getObject("quantity_below", Integer.class),
                Money.rupiah(row.getBigDecimal("amount_from")),
                money(row.getBigDecimal("amount_below")),
                row.getBigDecimal("percent").stripTrailingZeros(),
                money(row.getBigDecimal("cap")),
                instant(row, "valid_from"),
                until == null ? null : until.toInstant(),
                limits(row));
    }

    private static RuleLimits limits(ResultSet row) throws SQLException {
        BigDecimal most = row.getBigDecimal("customer_cap");
        Money budget = money(row.getBigDecimal("budget"));
        if (most == null) {
            return budget == null ? RuleLimits.NONE : new RuleLimits(null, budget);
        }
        Period period = Period.valueOf(row.getString("customer_period"));
        return new RuleLimits(new RuleLimits.CustomerCap(Money.rupiah(most), period), budget);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable Money money(@Nullable BigDecimal amount) {
        return amount == null ? null : Money.rupiah(amount);
    }

    private static @Nullable BigDecimal decimal(@Nullable Money amount) {
        return amount == null ? null : amount.decimal();
    }
}
