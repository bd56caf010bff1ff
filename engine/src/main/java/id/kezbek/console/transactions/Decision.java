package id.kezbek.console.transactions;

import java.util.List;

/** The reasons for a decision, from API v2: why this rule was chosen, and why the other rules were not. */
public record Decision(boolean certain, List<Verdict> rules) {

    public record Verdict(long id, int version, String verdict, String reason) {

        boolean isWinner() {
            return verdict.equals("WINS");
        }
    }

    List<Verdict> losers() {
        return rules.stream().filter(rule -> !rule.isWinner()).toList();
    }
}
