package id.kezbek.approvals;

/** What a person does about money, as far as it excludes other things; {@link Duties} says which. */
public enum Duty {
    /** Proposed an act. */
    PROPOSER("proposed it"),
    /** Approves or rejects it. */
    APPROVER("approves or rejects it"),
    /** Onboarded a partner, or collected a credential under which its purchases are reported. */
    ONBOARDER("onboarded the partner or collected a credential of it"),
    /** Books, proposes or approves a partner's top-up, payment, correction or credit limit. */
    FUNDER("books, proposes or approves the partner's funding"),
    /** Proposed or approved a cashback rule that is for one partner. */
    RULE_EDITOR("proposed or approved a rule for this partner");

    private final String words;

    Duty(String words) {
        this.words = words;
    }

    /** What the person does or did, to be read behind "who". */
    public String words() {
        return words;
    }
}
