package id.kezbek.console.rules;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import java.util.List;

/** The rules, as a table. */
public record RuleList(Filters filters, List<String> partners, Rule.Rules found) {

    /** {@code 1 or more}, {@code 2 to 4}. */
    public String quantity(Screen screen, Rule.Terms terms) {
        return Bands.quantity(screen, terms);
    }

    public String amount(Screen screen, Rule.Terms terms) {
        return Bands.amount(screen, terms);
    }
}
