package id.kezbek.console.approvals;

import java.util.List;

/** The states of approvals, with the colour of each state. */
public final class ApprovalStates {

    public static final List<String> ALL = List.of("PROPOSED", "APPROVED", "REJECTED", "WITHDRAWN", "EXPIRED");

    private ApprovalStates() {}

    public static String tone(String state) {
        return switch (state) {
            case "PROPOSED" -> "wait";
            case "APPROVED" -> "good";
            case "REJECTED" -> "bad";
            default -> "quiet";
        };
    }
}
