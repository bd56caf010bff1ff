package id.kezbek.console.rules;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import java.util.List;

/** The page with the table of rules. */
public record RuleList(Filters filters, List<String> partners, Rule.Rules found) {

    /** The quantity band as text, for example {@code 1 or more} or {@code 2 to 4}. */
    public String quantity(Screen screen, Rule.Terms terms) {
        return Bands.quantity(screen, terms);
    }

    public String amount(Screen screen, Rule.Terms terms) {
        return Bands.amount(screen, terms);
    }
}
