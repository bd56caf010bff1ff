package id.kezbek.console.rules;

import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Sheet;
import java.util.Map;
import org.springframework.util.MultiValueMap;

/**
 * A rule that a person types into the form of a new or changed rule.
 *
 * @param terms the terms in the format of the operations that check and simulate rules
 */
record TypedRule(Sheet form, Map<String, Object> terms) {

    private static final String NEW = "new";

    /** @param id the rule's id, or {@code new} */
    static TypedRule of(Operations operations, String id, MultiValueMap<String, String> typed) {
        boolean isNew = id.equals(NEW);
        Sheet form = isNew ? RulePages.newRule() : RulePages.newVersion(id, null);
        Map<String, Object> terms = form.body(typed);
        terms.remove("reason");
        terms.remove("base_version");
        if (!isNew) {
            terms.put(
                    "rule",
                    operations.get(Rule.class, Path.of("/api/v2/rules/{}", id)).id());
        }
        return new TypedRule(form, terms);
    }
}
