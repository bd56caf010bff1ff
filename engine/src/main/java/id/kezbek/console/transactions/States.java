package id.kezbek.console.transactions;

/** How a payout's state looks; the words say the same. */
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
