package id.kezbek.console.transactions;

/** The colour that shows a payout's state. */
public final class States {

    private States() {}

    public static String tone(String state) {
        return switch (state) {
            case "PAID", "SUCCEEDED" -> "good";
            case "ATTENTION", "FAILED", "REVERSED" -> "bad";
            case "CANCELLED" -> "quiet";
            default -> "wait";
        };
    }
}
