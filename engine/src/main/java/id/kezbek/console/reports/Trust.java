package id.kezbek.console.reports;

import id.kezbek.console.frame.Screen;
import id.kezbek.shared.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Creates the text that says whether a page's figures equal the ledger. */
final class Trust {

    private Trust() {}

    static String of(Screen screen, String state, Money residual, @Nullable Instant asOf) {
        if (asOf == null) {
            return screen.text("reports.trust.never");
        }
        String time = screen.written().time(asOf);
        return switch (state) {
            case "EQUAL" -> screen.text("reports.trust.equals", time);
            case "DIFFERENT" ->
                screen.text("reports.trust.differs", screen.written().money(residual), time);
            default -> screen.text("reports.trust.unknown", time);
        };
    }
}
