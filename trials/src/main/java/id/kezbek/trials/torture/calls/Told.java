package id.kezbek.trials.torture.calls;

/** What a caller was told by one call. */
public sealed interface Told {

    /** It is recorded under this id, durably. */
    record Acknowledged(String id) implements Told {}

    /** A definite no; by this call nothing was recorded. */
    record Refused(String code) implements Told {}

    /** No answer, or none that says whether it was recorded. */
    record Unclear(String why) implements Told {}
}
