package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes a rule's terms and the differences between two versions. */
public final class RuleWords {

    /** A changed term. A value is null if that version does not have the term. */
    public record Change(
            String field, @Nullable String before, @Nullable String after) {}

    private RuleWords() {}

    /** The terms in which a version differs from the previous version; all terms if there is no previous version. */
    public static List<Change> changes(@Nullable Rule before, Rule after) {
        Map<String, String> old = before == null ? Map.of() : terms(before);
        Map<String, String> now = terms(after);
        return Stream.concat(now.keySet().stream(), old.keySet().stream())
                .distinct()
                .filter(field -> !Objects.equals(old.get(field), now.get(field)))
                .map(field -> new Change(field, old.get(field), now.get(field)))
                .toList();
    }

    static String inWords(List<Change> changes) {
        return changes.stream().map(RuleWords::inWords).collect(Collectors.joining(", "));
    }

    private static String inWords(Change change) {
        String before = change.before();
        String after = change.after();
        if (after == null) {
            return "without " + change.field() + " (was " + before + ")";
        }
        return change.field() + " " + after + (before == null ? "" : " (was " + before + ")");
    }

    /** The bands of a rule in words, for example {@code quantity 1 to 2 and amount Rp50.000 to below Rp500.000}. */
    static String bands(Rule rule) {
        return quantity(rule.quantityFrom(), rule.quantityBelow()) + " and "
                + amount(rule.amountFrom(), rule.amountBelow());
    }

    static String quantity(int from, @Nullable Integer below) {
        if (below == null) {
            return "quantity " + from + " and up";
        }
        return below == from + 1 ? "quantity " + from : "quantity " + from + " to " + (below - 1);
    }

    static String amount(Money from, @Nullable Money below) {
        return below == null
                ? "amount " + from.inWords() + " and up"
                : "amount " + from.inWords() + " to below " + below.inWords();
    }

    private static Map<String, String> terms(Rule rule) {
        Map<String, String> terms = new LinkedHashMap<>();
        put(terms, "wallet", rule.wallet());
        put(terms, "percent", rule.percent().toPlainString());
        put(terms, "quantity_from", rule.quantityFrom());
        put(terms, "quantity_below", rule.quantityBelow());
        put(terms, "amount_from", rule.amountFrom());
        put(terms, "amount_below", rule.amountBelow());
        put(terms, "cap", rule.cap());
        RuleLimits.CustomerCap customer = rule.limits().customer();
        put(terms, "customer_cap", customer == null ? null : customer.most());
        put(terms, "customer_cap_period", customer == null ? null : customer.period());
        put(terms, "budget", rule.limits().budget());
        // Versions that the installation created begin at 1970-01-01. This time has no meaning, so it is not shown.
        put(terms, "valid_from", rule.validFrom().equals(Instant.EPOCH) ? null : rule.validFrom());
        put(terms, "valid_until", rule.validUntil());
        return terms;
    }

    private static void put(Map<String, String> terms, String field, @Nullable Object value) {
        if (value != null) {
            terms.put(field, value instanceof Money money ? money.inWords() : value.toString());
        }
    }
}
