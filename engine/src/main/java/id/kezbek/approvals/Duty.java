package id.kezbek.approvals;

/** An activity of a person that concerns money and excludes other activities; see {@link Duties}. */
public enum Duty {
    /** Proposed the action. */
    PROPOSER("proposed it"),
    /** Approves or rejects the action. */
    APPROVER("approves or rejects it"),
    /** Onboarded a partner, or collected a credential that reports its purchases. */
    ONBOARDER("onboarded the partner or collected a credential of it"),
    /** Books a partner's top-up, payment, correction or credit limit alone, or proposes or approves one. */
    FUNDER("books, proposes or approves the partner's funding"),
    /** Proposed or approved a cashback rule for one partner. */
    RULE_EDITOR("proposed or approved a rule for this partner");

    private final String words;

    Duty(String words) {
        this.words = words;
    }

    /** The activity, as the continuation of "a person who". */
    public String words() {
        return words;
    }
}
