package id.kezbek.console.transactions;

import id.kezbek.console.frame.Screen;
import org.jspecify.annotations.Nullable;

/**
 * A payout's state and its reason for waiting, as one sentence in the user's language. API v2 gives the same
 * explanation, because both use the same codes. A reason from a provider is shown unchanged.
 */
public final class Explained {

    private static final String REASON = "payouts.why.reason";

    private Explained() {}

    public static String of(Screen screen, Payout payout) {
        Payout.@Nullable Attempt last =
                payout.attempts().isEmpty() ? null : payout.attempts().getLast();
        return switch (payout.state()) {
            case "HELD" -> screen.text("payouts.why.held", reason(screen, payout));
            case "PENDING" -> pending(screen, payout, last);
            case "IN_FLIGHT" -> inFlight(screen, last);
            case "PAID" ->
                last == null
                        ? screen.text("payouts.why.paid")
                        : screen.text("payouts.why.paid.through", last.provider());
            case "ATTENTION" -> screen.text("payouts.why.attention", reason(screen, payout));
            case "CANCELLED" -> cancelled(screen, payout.reason());
            default -> screen.written().sentence(payout.explanation());
        };
    }

    private static String pending(Screen screen, Payout payout, Payout.@Nullable Attempt last) {
        String due = screen.written().time(payout.dueAt());
        String reason = payout.reason();
        if (reason == null) {
            return last == null ? screen.text("payouts.why.waits") : screen.text("payouts.why.again", due);
        }
        return last != null && reason.equals(last.reason())
                ? screen.text("payouts.why.rejected", last.provider(), reason, due)
                : screen.text("payouts.why.checked", reason(screen, payout), due);
    }

    private static String inFlight(Screen screen, Payout.@Nullable Attempt last) {
        if (last == null) {
            return screen.text("payouts.why.sending");
        }
        return last.state().equals("SENDING")
                ? screen.text("payouts.why.sending.through", last.provider())
                : screen.text("payouts.why.unknown", last.provider());
    }

    private static String cancelled(Screen screen, @Nullable String reason) {
        return screen.words()
                .find(screen.language(), "payouts.why.cancelled." + reason)
                .orElseGet(() -> screen.text("payouts.why.cancelled"));
    }

    private static String reason(Screen screen, Payout payout) {
        return payout.reason() == null ? screen.text("payouts.why.none") : screen.code(REASON, payout.reason());
    }
}
