package id.kezbek.cashback.rules;

/** A rule's state at a time. */
public enum RuleState {
    /** A version is in force and decides purchases. */
    IN_FORCE,
    /** No version has begun; a version is planned. */
    PLANNED,
    /** The rule has ended. */
    PAST
}
