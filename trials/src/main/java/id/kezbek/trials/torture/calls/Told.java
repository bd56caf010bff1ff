package id.kezbek.trials.torture.calls;

/** The result of a request, as the caller knows it. */
public sealed interface Told {

    /** The purchase is durably recorded with this id. */
    record Acknowledged(String id) implements Told {}

    /** A definite refusal: this request recorded nothing. */
    record Refused(String code) implements Told {}

    /** No response, or a response that does not tell whether the purchase was recorded. */
    record Unclear(String why) implements Told {}
}
