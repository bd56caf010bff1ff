package id.kezbek.console.rules;

import id.kezbek.console.frame.Screen;

/** Quantities and amounts that a rule takes, in words. */
final class Bands {

    private Bands() {}

    static String quantity(Screen screen, Rule.Terms terms) {
        String from = screen.written().number(terms.quantityFrom());
        if (terms.quantityBelow() == null) {
            return screen.text("rules.band.from", from);
        }
        int last = terms.quantityBelow() - 1;
        return last == terms.quantityFrom()
                ? from
                : screen.text("rules.band.between", from, screen.written().number(last));
    }

    static String amount(Screen screen, Rule.Terms terms) {
        String from = screen.written().money(terms.amountFrom());
        return terms.amountBelow() == null
                ? screen.text("rules.band.from", from)
                : screen.text("rules.band.below", from, screen.written().money(terms.amountBelow()));
    }
}
