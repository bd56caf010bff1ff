package id.kezbek.reporting.reports;

/** The groupings of a report's figures. */
public enum Grouping {
    DAY("(hour at time zone 'Asia/Jakarta')::date", "day"),
    HOUR("hour", "hour"),
    PARTNER("partner", "partner"),
    RULE("rule, rule_version", "rule, rule_version"),
    WALLET("wallet", "wallet"),
    TIER("tier", "tier"),
    PROVIDER("provider", "provider"),
    OUTCOME("outcome", "outcome");

    private final String expression;
    private final String names;

    Grouping(String expression, String names) {
        this.expression = expression;
        this.names = names;
    }

    /** The column or columns for the select list. */
    String selected() {
        return this == DAY ? expression + " as " + names : expression;
    }

    String names() {
        return names;
    }
}
