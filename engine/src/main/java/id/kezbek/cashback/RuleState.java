package id.kezbek.cashback;

/** Where a rule stands at an instant. */
public enum RuleState {
    /** One of its versions decides purchases. */
    IN_FORCE,
    /** None does yet; one has its beginning ahead. */
    PLANNED,
    /** It has ended. */
    PAST
}
