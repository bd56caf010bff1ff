package id.kezbek.console.rules;

import id.kezbek.console.frame.Screen;
import id.kezbek.shared.Money;
import org.jspecify.annotations.Nullable;

/** The quantity and amount bands of a rule, as text. */
final class Bands {

    private Bands() {}

    static String quantity(Screen screen, Rule.Terms terms) {
        return quantity(screen, terms.quantityFrom(), terms.quantityBelow());
    }

    static String quantity(Screen screen, int quantityFrom, @Nullable Integer quantityBelow) {
        String from = screen.written().number(quantityFrom);
        if (quantityBelow == null) {
            return screen.text("rules.band.from", from);
        }
        int last = quantityBelow - 1;
        return last == quantityFrom
                ? from
                : screen.text("rules.band.between", from, screen.written().number(last));
    }

    static String amount(Screen screen, Rule.Terms terms) {
        return amount(screen, terms.amountFrom(), terms.amountBelow());
    }

    static String amount(Screen screen, Money amountFrom, @Nullable Money amountBelow) {
        String from = screen.written().money(amountFrom);
        return amountBelow == null
                ? screen.text("rules.band.from", from)
                : screen.text("rules.band.below", from, screen.written().money(amountBelow));
    }
}
