package id.kezbek.reporting.reports;

/** What a report's figures are grouped by. */
public enum Grouping {
    DAY("(hour at time zone 'Asia/Jakarta')::date", "day"),
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

    /** As a column or columns of a select list. */
    String selected() {
        return this == DAY ? expression + " as " + names : expression;
    }

    String names() {
        return names;
    }
}
