package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.client.Answer;
import org.jspecify.annotations.Nullable;

/** The result of a reported purchase. */
public sealed interface Outcome {

    /** The purchase was recorded, and its cashback is paid out. */
    record Accepted() implements Outcome {}

    /** The purchase was reported before with the same values; the first response was returned. */
    record Repeated() implements Outcome {}

    /** The reference was used before with other values. */
    record Conflicting() implements Outcome {}

    /** The purchase was not recorded. The reason is the code and, for a bad payload, the first invalid field. */
    record Refused(String reason) implements Outcome {}

    /** A result that must never occur. */
    record Unexpected(String what) implements Outcome {}

    String BAD_PAYLOAD = "9008";
    int BAD_REQUEST = 400;

    /**
     * Reads a result.
     *
     * @param first the response to an earlier purchase with the same reference; null without an earlier purchase
     */
    static Outcome of(Answer answer, @Nullable Answer first) {
        String transaction = answer.data().path("transaction_id").asString("");
        if (answer.status() == 200 && !transaction.isEmpty()) {
            if (first == null) {
                return new Accepted();
            }
            return answer.body().equals(first.body())
                    ? new Repeated()
                    : new Unexpected("the response to a repeat differs from the first response: " + answer.shortened());
        }
        if (answer.status() != BAD_REQUEST || answer.code().isEmpty()) {
            return new Unexpected(answer.status() + " " + answer.shortened());
        }
        boolean names = answer.code().equals(BAD_PAYLOAD);
        if (first != null && names && answer.faultyField().equals("transaction_reference")) {
            return new Conflicting();
        }
        return new Refused(names ? answer.code() + " " + answer.faultyField() : answer.code());
    }
}
