package id.kezbek.cashback.rules;

/** The state of a rule at a point in time. */
public enum RuleState {
    /** A version is in force and decides purchases. */
    IN_FORCE,
    /** No version has begun; a version is planned. */
    PLANNED,
    /** The rule has ended. */
    PAST
}
