package id.kezbek.cashback;

import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cashback rules in memory, with all their versions: a version that has yet to begin must not hide another. */
@Component
public class Rules {

    private static final String SETTINGS = "cashback_rules";

    private final JdbcClient jdbc;
    private final DataVersions versions;
    private final Snapshot<RuleBook> snapshot;

    Rules(JdbcClient jdbc, DataVersions versions) {
        this.jdbc = jdbc;
        this.versions = versions;
        this.snapshot = new Snapshot<>(SETTINGS, versions, this::load);
    }

    RuleBook book() {
        return snapshot.current();
    }

    /** Adds a version of a rule, which rules every purchase accepted after the caller's transaction commits. */
    public void add(Rule rule) {
        jdbc.sql("""
                        insert into cashback.rule (id, version, partner, wallet, quantity_from, quantity_below, amount_from,
                          amount_below, percent, cap, valid_from, valid_until)
                        values (:id, :version, :partner, :wallet, :quantityFrom, :quantityBelow, :amountFrom, :amountBelow,
                          :percent, :cap, :validFrom, :validUntil)""")
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
                .update();
        versions.raise(SETTINGS);
    }

    private RuleBook load() {
        List<Rule> rules = jdbc.sql("""
                        select id, version, partner, wallet, quantity_from, quantity_below, amount_from,
                          amount_below, percent, cap, valid_from, valid_until
                        from cashback.rule""").query((row, n) -> rule(row)).list();
        return new RuleBook(rules);
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
                until == null ? null : until.toInstant());
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
