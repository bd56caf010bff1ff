package id.kezbek.reporting.reports;

import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.reporting.pool.ReportPool;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Figures of purchases and payouts over a period, from the roll-ups. */
@Component
public class Figures {

    /** The maximum number of groups of a report. */
    public static final int GROUPS_MAX = 10_000;

    /** The groupings of purchases. */
    public static final Set<Grouping> OF_PURCHASES =
            EnumSet.of(Grouping.DAY, Grouping.HOUR, Grouping.PARTNER, Grouping.RULE, Grouping.WALLET, Grouping.TIER);

    /** The groupings of payouts. */
    public static final Set<Grouping> OF_PAYOUTS = EnumSet.of(
            Grouping.DAY, Grouping.HOUR, Grouping.PARTNER, Grouping.PROVIDER, Grouping.WALLET, Grouping.OUTCOME);

    /**
     * The request for a report.
     *
     * @param by the groupings; empty for one sum over all purchases or payouts
     * @param partner the partner of the figures; null for all partners
     * @param isOnItsBehalf whether the database shows only this partner's rows
     */
    public record Asked(
            Days days, Set<Grouping> by, @Nullable PartnerId partner, boolean isOnItsBehalf) {

        public Asked(Days days, Set<Grouping> by, @Nullable PartnerId partner) {
            this(days, by, partner, false);
        }

        /** The request of a partner for its own figures. */
        static Asked onBehalfOf(PartnerId partner, Days days, Set<Grouping> by) {
            return new Asked(days, by, partner, true);
        }
    }

    /**
     * The purchases of a group. A component is null if the report is not grouped by this component.
     *
     * @param hour the beginning of the hour
     * @param amount the amount that customers paid for their purchases
     * @param held the cashback and reward that waited for the partner's funding
     * @param newCustomers customers with their first purchase at this partner
     */
    public record Purchases(
            @Nullable LocalDate day,
            @Nullable Instant hour,
            @Nullable String partner,
            @Nullable Long rule,
            @Nullable Integer ruleVersion,
            @Nullable String wallet,
            @Nullable String tier,
            long purchases,
            long quantity,
            Money amount,
            Money cashback,
            Money reward,
            Money held,
            long newCustomers) {}

    /**
     * The payouts of a group. A component is null if the report is not grouped by this component.
     *
     * @param hour the beginning of the hour
     * @param payouts payments minus payments that came back; in a report by outcome, the number of events with this
     *     outcome
     * @param amount the paid amount; negative if more money came back than was paid
     * @param fee the fees that providers charged
     * @param savedOnDirect the additional fees that the wallets' own providers would have charged
     * @param savedOnNext the additional fees that the second cheapest providers would have charged
     */
    public record Payouts(
            @Nullable LocalDate day,
            @Nullable Instant hour,
            @Nullable String partner,
            @Nullable String provider,
            @Nullable String wallet,
            @Nullable String outcome,
            long payouts,
            Money amount,
            Money fee,
            Money savedOnDirect,
            Money savedOnNext) {}

    private final ReportPool pool;
    private final PartnerDirectory partners;

    Figures(ReportPool pool, PartnerDirectory partners) {
        this.pool = pool;
        this.partners = partners;
    }

    /**
     * The figures of purchases, sorted by group. With too many groups, the list has {@link #GROUPS_MAX} plus one
     * entries.
     */
    public List<Purchases> purchases(Asked asked) {
        return snapshot(
                asked,
                jdbc -> groups(jdbc, asked, "reporting.purchases_by_hour", """
                        sum(purchases) as purchases, sum(quantity) as quantity, sum(amount) as amount, sum(cashback) as cashback,
                          sum(reward) as reward, sum(held) as held, sum(new_customers) as new_customers""")
                        .query((row, n) -> new Purchases(
                                day(row, asked),
                                hour(row, asked),
                                partner(row, asked),
                                asked.by().contains(Grouping.RULE) ? row.getLong("rule") : null,
                                asked.by().contains(Grouping.RULE) ? row.getInt("rule_version") : null,
                                text(row, asked, Grouping.WALLET),
                                text(row, asked, Grouping.TIER),
                                row.getLong("purchases"),
                                row.getLong("quantity"),
                                money(row, "amount"),
                                money(row, "cashback"),
                                money(row, "reward"),
                                money(row, "held"),
                                row.getLong("new_customers")))
                        .list());
    }

    /**
     * The figures of payouts, like {@link #purchases}. A payout has several outcomes in turn, for example UNKNOWN, then
     * PAID. So a report that is not grouped by outcome sums only outcomes that move money at a provider, and subtracts
     * payments that came back.
     */
    public List<Payouts> payouts(Asked asked) {
        boolean isByOutcome = asked.by().contains(Grouping.OUTCOME);
        String from = isByOutcome
                ? "reporting.payouts_by_hour"
                : "(select * from reporting.payouts_by_hour where outcome in ('PAID', 'PAID_TWICE', 'REVERSED')) as payments";
        String number = isByOutcome ? "payouts" : "case when outcome = 'REVERSED' then -payouts else payouts end";
        return snapshot(
                asked,
                jdbc -> groups(
                                jdbc,
                                asked,
                                from,
                                "sum(" + number + ") as payouts, sum(amount) as amount, sum(fee) as fee,"
                                        + " sum(saved_on_direct) as saved_on_direct, sum(saved_on_next) as saved_on_next")
                        .query((row, n) -> new Payouts(
                                day(row, asked),
                                hour(row, asked),
                                partner(row, asked),
                                text(row, asked, Grouping.PROVIDER),
                                text(row, asked, Grouping.WALLET),
                                text(row, asked, Grouping.OUTCOME),
                                row.getLong("payouts"),
                                money(row, "amount"),
                                money(row, "fee"),
                                money(row, "saved_on_direct"),
                                money(row, "saved_on_next")))
                        .list());
    }

    private <T> T snapshot(Asked asked, Function<JdbcClient, T> work) {
        return asked.isOnItsBehalf()
                ? pool.snapshotOf(Objects.requireNonNull(asked.partner()), work)
                : pool.snapshot(work);
    }

    private JdbcClient.StatementSpec groups(JdbcClient jdbc, Asked asked, String from, String sums) {
        String selected = Stream.concat(asked.by().stream().map(Grouping::selected), Stream.of(sums))
                .collect(Collectors.joining(", "));
        String names = asked.by().stream().map(Grouping::names).collect(Collectors.joining(", "));
        // Without grouping and without rows, the report is empty.
        String grouped = names.isEmpty() ? " having count(*) > 0" : " group by " + names + " order by " + names;
        return jdbc.sql("select * from (select " + selected + " from " + from
                        + " where hour >= :begin and hour < :end and (:partner::bigint is null or partner = :partner)"
                        + grouped + ") as groups limit :limit")
                .param("begin", asked.days().begin())
                .param("end", asked.days().end())
                .param(
                        "partner",
                        asked.partner() == null ? null : asked.partner().value(),
                        Types.BIGINT)
                .param("limit", GROUPS_MAX + 1);
    }

    private static @Nullable LocalDate day(ResultSet row, Asked asked) throws SQLException {
        return asked.by().contains(Grouping.DAY) ? row.getObject("day", LocalDate.class) : null;
    }

    private static @Nullable Instant hour(ResultSet row, Asked asked) throws SQLException {
        return asked.by().contains(Grouping.HOUR)
                ? row.getObject("hour", OffsetDateTime.class).toInstant()
                : null;
    }

    private @Nullable String partner(ResultSet row, Asked asked) throws SQLException {
        if (!asked.by().contains(Grouping.PARTNER)) {
            return null;
        }
        long number = row.getLong("partner");
        return partners.find(new PartnerId(number)).map(Partner::code).orElse(Long.toString(number));
    }

    private static @Nullable String text(ResultSet row, Asked asked, Grouping grouping) throws SQLException {
        return asked.by().contains(grouping) ? row.getString(grouping.names()) : null;
    }

    private static Money money(ResultSet row, String column) throws SQLException {
        return Money.rupiah(row.getBigDecimal(column));
    }
}
