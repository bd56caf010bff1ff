package id.kezbek.approvals;

/** An activity of a person that concerns money and excludes other activities; see {@link Duties}. */
public enum Duty {
    /** The person proposed the action. */
    PROPOSER("proposed it"),
    /** The person approves or rejects the action. */
    APPROVER("approves or rejects it"),
    /** The person onboarded a partner, or collected a credential of the partner. */
    ONBOARDER("onboarded the partner or collected a credential of it"),
    /**
     * The person funds the partner: books, proposes or approves a top-up, a payment, a correction or a credit limit.
     */
    FUNDER("books, proposes or approves the partner's funding"),
    /** The person proposed or approved a cashback rule for one partner. */
    RULE_EDITOR("proposed or approved a rule for this partner");

    private final String words;

    Duty(String words) {
        this.words = words;
    }

    /** The activity as the text after "a person who". */
    public String words() {
        return words;
    }
}
