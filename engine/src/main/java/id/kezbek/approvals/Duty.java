package id.kezbek.approvals;

/** A person's activity concerning money, as far as it excludes others; see {@link Duties}. */
public enum Duty {
    /** Proposed it. */
    PROPOSER("proposed it"),
    /** Approves or rejects it. */
    APPROVER("approves or rejects it"),
    /** Onboarded a partner, or collected a credential that reports its purchases. */
    ONBOARDER("onboarded the partner or collected a credential of it"),
    /** Books (alone too), proposes or approves a partner's top-up, payment, correction or credit limit. */
    FUNDER("books, proposes or approves the partner's funding"),
    /** Proposed or approved a cashback rule for one partner. */
    RULE_EDITOR("proposed or approved a rule for this partner");

    private final String words;

    Duty(String words) {
        this.words = words;
    }

    /** What the person does or did, to follow "a person who". */
    public String words() {
        return words;
    }
}
