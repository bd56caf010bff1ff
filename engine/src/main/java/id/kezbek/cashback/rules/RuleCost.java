package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Warns the approver about the cost of a proposed version: a high percentage without a cap, no budget, and the cost
 * of the last 30 days under its terms. Warnings do not prevent the approval.
 */
@Component
class RuleCost {

    private static final Duration LOOKED_BACK = Duration.ofDays(30);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /**
     * The maximum number of purchases to read; reading them takes about 50 ms. A large installation has more purchases
     * in a month.
     */
    private static final int PURCHASES_MAX = 50_000;

    private static final int PARTNERS_MAX = 1_000;

    /**
     * @param isAll whether every purchase of the period was read
     * @param covered the number of read purchases that the rule covers
     * @param gave the actual cashback of the covered purchases
     * @param wouldGive the cashback of these purchases under the new terms
     */
    private record Sums(boolean isAll, long covered, Money gave, Money wouldGive) {}

    private final JdbcClient jdbc;
    private final BigDecimal uncappedPercent;

    RuleCost(JdbcClient jdbc, @Value("${cezbek.cashback.warn-uncapped-percent:10}") BigDecimal uncappedPercent) {
        if (uncappedPercent.signum() < 0 || uncappedPercent.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException(
                    "cezbek.cashback.warn-uncapped-percent must be from 0 to 100, for example 10");
        }
        this.jdbc = jdbc;
        this.uncappedPercent = uncappedPercent;
    }

    /** The warnings as texts, the most important first; empty for a version that gives no cashback. */
    List<String> warnings(Rule rule, Instant now) {
        if (rule.percent().signum() == 0) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>();
        if (rule.cap() == null && rule.percent().compareTo(uncappedPercent) > 0) {
            warnings.add(rule.percent().toPlainString() + " % without a cap: a purchase of Rp1.000.000 earns "
                    + Money.rupiah(1_000_000)
                            .percentRoundedDownToWhole(rule.percent())
                            .inWords());
        }
        if (rule.limits().budget() == null) {
            warnings.add("the rule has no budget: its total cashback has no limit");
        }
        Sums sums = sums(rule, now.minus(LOOKED_BACK));
        if (sums.wouldGive().compareTo(sums.gave()) > 0) {
            String compared = "the "
                    + String.format(Locale.ROOT, "%,d", sums.covered()).replace(',', '.')
                    + " purchases of the last 30 days that the rule covers earned "
                    + sums.gave().inWords() + "; under the proposed terms they would have earned "
                    + sums.wouldGive().inWords();
            warnings.add(sums.isAll() ? compared : compared + " (newest purchases only)");
        }
        return warnings;
    }

    /**
     * Sums the newest purchases of each partner, read from the index for listings. The maximum applies to all partners
     * together.
     */
    private Sums sums(Rule rule, Instant since) {
        return jdbc.sql("""
                        with recursive scope (partner) as (
                          select coalesce(:partner::bigint, (select min(partner) from cashback.purchase))
                          union all
                          select (select min(partner) from cashback.purchase where partner > s.partner) from scope s
                          where s.partner is not null and :partner::bigint is null),
                        few as (select partner, greatest(1, :most / count(*) over ()) as share from scope
                                where partner is not null limit :partners),
                        looked as (
                          select p.*, count(*) over (partition by few.partner) < few.share as is_all
                          from few cross join lateral (
                            select quantity, amount, cashback, wallet from cashback.purchase
                            where partner = few.partner and accepted_at >= :since
                            order by accepted_at desc, id desc limit few.share) as p),
                        covered as (
                          select *, least(trunc(amount * :percent / 100), :cap::numeric) as would_give from looked
                          where (:wallet::text is null or wallet = :wallet) and quantity >= :quantityFrom
                            and (:quantityBelow::int is null or quantity < :quantityBelow) and amount >= :amountFrom
                            and (:amountBelow::numeric is null or amount < :amountBelow))
                        select coalesce((select bool_and(is_all) from looked), true), count(*), coalesce(sum(cashback), 0),
                          least(coalesce(sum(would_give), 0), :budget::numeric)
                        from covered""")
                .param("partner", rule.partner() == null ? null : rule.partner().value(), Types.BIGINT)
                .param("most", PURCHASES_MAX)
                .param("partners", PARTNERS_MAX)
                .param("since", Timestamp.from(since))
                .param("percent", rule.percent())
                .param("cap", rule.cap() == null ? null : rule.cap().decimal(), Types.NUMERIC)
                .param("wallet", rule.wallet(), Types.VARCHAR)
                .param("quantityFrom", rule.quantityFrom())
                .param("quantityBelow", rule.quantityBelow(), Types.INTEGER)
                .param("amountFrom", rule.amountFrom().decimal())
                .param(
                        "amountBelow",
                        rule.amountBelow() == null ? null : rule.amountBelow().decimal(),
                        Types.NUMERIC)
                .param(
                        "budget",
                        rule.limits().budget() == null
                                ? null
                                : rule.limits().budget().decimal(),
                        Types.NUMERIC)
                .query((row, n) -> new Sums(
                        row.getBoolean(1),
                        row.getLong(2),
                        Money.rupiah(row.getBigDecimal(3)),
                        Money.rupiah(row.getBigDecimal(4))))
                .single();
    }
}
