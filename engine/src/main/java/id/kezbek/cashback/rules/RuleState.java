package id.kezbek.cashback.rules;

/** A rule's state at a time. */
public enum RuleState {
    /** One of its versions decides purchases. */
    IN_FORCE,
    /** No version has begun; one is planned. */
    PLANNED,
    /** It has ended. */
    PAST
}
