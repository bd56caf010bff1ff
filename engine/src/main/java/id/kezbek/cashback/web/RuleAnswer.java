package id.kezbek.cashback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.DecisionAnswer;
import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.purchase.Period;
import id.kezbek.cashback.rules.RuleHistory;
import id.kezbek.cashback.rules.RuleName;
import id.kezbek.cashback.rules.RuleState;
import id.kezbek.cashback.rules.RuleWords;
import id.kezbek.shared.Money;
import id.kezbek.shared.web.reading.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A rule in v2 responses.
 *
 * @param name the name that people gave; absent if the rule has no name
 * @param partner the partner's code; absent if the rule is for all partners
 * @param wallet absent if the rule is for all wallets
 * @param terms the terms of the version in force; without such a version, of the first planned version
 * @param planned the versions that begin later; absent if there are none
 * @param budget the budget of the version in {@code terms}; absent if that version has no budget
 * @param versions all versions, the oldest first; absent in listings
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RuleAnswer(
        long id,
        RuleState state,
        @Nullable String name,
        @Nullable String description,
        @Nullable String partner,
        @Nullable String wallet,
        Terms terms,
        @Nullable List<Terms> planned,
        @Nullable Budget budget,
        @Nullable List<Version> versions) {

    /** @param percent an exact decimal as a string */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Terms(
            int version,
            @JsonProperty("quantity_from") int quantityFrom,
            @JsonProperty("quantity_below") @Nullable Integer quantityBelow,
            @JsonProperty("amount_from") Amount amountFrom,
            @JsonProperty("amount_below") @Nullable Amount amountBelow,
            String percent,
            @Nullable Amount cap,
            @JsonProperty("customer_cap") @Nullable Amount customerCap,
            @JsonProperty("customer_cap_period") @Nullable Period customerCapPeriod,
            @Nullable Amount budget,
            @JsonProperty("valid_from") Instant validFrom,
            @JsonProperty("valid_until") @Nullable Instant validUntil) {

        static Terms of(Rule rule) {
            RuleLimits.CustomerCap customer = rule.limits().customer();
            return new Terms(
                    rule.version(),
                    rule.quantityFrom(),
                    rule.quantityBelow(),
                    Amount.of(rule.amountFrom()),
                    amount(rule.amountBelow()),
                    rule.percent().toPlainString(),
                    amount(rule.cap()),
                    customer == null ? null : Amount.of(customer.most()),
                    customer == null ? null : customer.period(),
                    amount(rule.limits().budget()),
                    rule.validFrom(),
                    rule.validUntil());
        }
    }

    /** The rule's budget, and the cashback that all versions of the rule gave. */
    record Budget(Amount total, Amount spent, Amount left) {

        static @Nullable Budget of(@Nullable Money total, Money spent) {
            if (total == null) {
                return null;
            }
            Money left = spent.below(total) ? total.minus(spent) : Money.ZERO;
            return new Budget(Amount.of(total), Amount.of(spent), Amount.of(left));
        }
    }

    /**
     * A version of a rule and its differences from the previous version.
     *
     * @param decision absent for a version that the installation created
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version(
            Terms terms, List<Change> changes, @Nullable DecisionAnswer decision) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            String field, @Nullable String before, @Nullable String after) {}

    /** A rule in a list, without its versions. */
    static RuleAnswer of(
            RuleHistory rule, @Nullable RuleName name, @Nullable String partner, Money spent, Instant now) {
        Rule shown = rule.shown(now).terms();
        List<Terms> planned = rule.planned(now).stream()
                .map(version -> Terms.of(version.terms()))
                .toList();
        return new RuleAnswer(
                rule.id(),
                rule.state(now),
                name == null ? null : name.name(),
                name == null ? null : name.description(),
                partner,
                shown.wallet(),
                Terms.of(shown),
                planned.isEmpty() ? null : planned,
                Budget.of(shown.limits().budget(), spent),
                null);
    }

    /** A copy with all versions of the rule. */
    RuleAnswer with(RuleHistory rule, Function<UUID, @Nullable DecisionAnswer> decisions) {
        List<RuleHistory.Version> kept = rule.versions();
        List<Version> versions = new ArrayList<>(kept.size());
        for (int i = 0; i < kept.size(); i++) {
            Rule before = i == 0 ? null : kept.get(i - 1).terms();
            UUID approval = kept.get(i).approval();
            versions.add(new Version(
                    Terms.of(kept.get(i).terms()),
                    RuleWords.changes(before, kept.get(i).terms()).stream()
                            .map(change -> new Change(change.field(), change.before(), change.after()))
                            .toList(),
                    approval == null ? null : decisions.apply(approval)));
        }
        return new RuleAnswer(
                id, state, name, description, partner, wallet, terms, planned, budget, List.copyOf(versions));
    }

    private static @Nullable Amount amount(@Nullable Money money) {
        return money == null ? null : Amount.of(money);
    }
}
