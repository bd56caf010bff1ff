package id.kezbek.console.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The reports of API v2 that consist of one table. */
public enum Report {
    PURCHASES(
            false,
            List.of("DAY", "HOUR", "PARTNER", "RULE", "WALLET", "TIER", "DAY,PARTNER", "PARTNER,WALLET", "TOTAL"),
            Column.day(),
            Column.hour(),
            Column.text("partner"),
            Column.text("rule"),
            Column.text("rule_version"),
            Column.text("wallet"),
            Column.text("tier"),
            Column.number("purchases"),
            Column.number("quantity"),
            Column.money("amount"),
            Column.money("cashback"),
            Column.money("reward"),
            Column.money("held"),
            Column.number("new_customers")),
    PAYOUTS(
            false,
            List.of(
                    "DAY",
                    "HOUR",
                    "PARTNER",
                    "PROVIDER",
                    "WALLET",
                    "OUTCOME",
                    "DAY,PROVIDER",
                    "PROVIDER,WALLET",
                    "TOTAL"),
            Column.day(),
            Column.hour(),
            Column.text("partner"),
            Column.text("provider"),
            Column.text("wallet"),
            Column.code("outcome", "reports.outcome"),
            Column.number("payouts"),
            Column.money("amount"),
            Column.money("fee"),
            Column.money("saved_on_direct"),
            Column.money("saved_on_next")),
    FLOATS(
            false,
            List.of(),
            Column.text("owner"),
            Column.money("opening"),
            Column.money("incoming"),
            Column.money("used"),
            Column.money("fees"),
            Column.money("other"),
            Column.money("closing"),
            Column.money("used_per_day"),
            Column.number("runway_days")),
    FUNDING(
            false,
            List.of(),
            Column.text("owner"),
            Column.money("opening"),
            Column.money("incoming"),
            Column.money("used"),
            Column.money("fees"),
            Column.money("other"),
            Column.money("closing"),
            Column.money("used_per_day"),
            Column.number("runway_days")),
    BUDGETS(
            false,
            List.of(),
            Column.text("rule"),
            Column.text("partner"),
            Column.text("wallet"),
            Column.code("state", "reports.budget"),
            Column.money("budget"),
            Column.money("spent"),
            Column.money("left"),
            Column.money("given"),
            Column.money("given_per_day"),
            Column.number("runway_days")),
    BREAKS(
            false,
            List.of("KIND", "PROVIDER", "AGE", "OWNER", "DAY", "KIND,AGE", "TOTAL"),
            Column.day(),
            Column.text("provider"),
            Column.code("kind", "breaks.kind"),
            Column.code("age", "breaks.age"),
            Column.text("owner"),
            Column.number("breaks"),
            Column.money("difference"),
            Column.money("at_stake")),
    MOVEMENTS(
            true,
            List.of("TOTAL", "DAY"),
            Column.day(),
            Column.code("account", "accounting.account"),
            Column.text("owner"),
            Column.code("movement", "accounting.movement"),
            Column.money("amount")),
    RECEIVABLES_AGEING(
            true,
            List.of(),
            Column.text("partner"),
            Column.money("total"),
            Column.money("up_to_30_days"),
            Column.money("up_to_60_days"),
            Column.money("up_to_90_days"),
            Column.money("older")),
    OWED(
            true,
            List.of(),
            Column.code("creditor", "reports.creditor"),
            Column.text("partner"),
            Column.number("payouts"),
            Column.money("amount"));

    private final boolean isOfFinance;
    private final List<String> groups;
    private final List<Column> columns;

    Report(boolean isOfFinance, List<String> groups, Column... columns) {
        this.isOfFinance = isOfFinance;
        this.groups = groups;
        this.columns = List.of(columns);
    }

    /** The report's name in the path of API v2 and of the page. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The groupings from which people choose; empty if the report cannot be grouped. */
    public List<String> groups() {
        return groups;
    }

    /** Whether the report shows one point in time. Other reports show a period of days. */
    public boolean isOfMoment() {
        return this == RECEIVABLES_AGEING || this == OWED;
    }

    /** Whether the report has a filter for accounts with money for a few days only. */
    public boolean hasRunway() {
        return this == FLOATS || this == FUNDING;
    }

    String[] filters() {
        return isOfMoment()
                ? new String[] {"at"}
                : hasRunway() ? new String[] {"from", "to", "runway_below"} : new String[] {"from", "to", "by"};
    }

    /** Whether the report can be grouped by hour. */
    boolean hasHours() {
        return groups.contains("HOUR");
    }

    boolean isOfFinance() {
        return isOfFinance;
    }

    List<Column> columns() {
        return columns;
    }

    static Report of(String code) {
        return Arrays.stream(values())
                .filter(report -> report.code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
