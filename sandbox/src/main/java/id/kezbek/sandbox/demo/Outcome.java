package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.client.Answer;
import org.jspecify.annotations.Nullable;

/** What becomes of a reported purchase. */
public sealed interface Outcome {

    /** Recorded and paid. */
    record Accepted() implements Outcome {}

    /** Reported before with equal values; the first answer came again. */
    record Repeated() implements Outcome {}

    /** Reported before with other values. */
    record Conflicting() implements Outcome {}

    /** Not recorded; the reason is the code and, for a bad payload, the first field at fault. */
    record Refused(String reason) implements Outcome {}

    /** Something that must not happen. */
    record Unexpected(String what) implements Outcome {}

    String BAD_PAYLOAD = "9008";
    int BAD_REQUEST = 400;

    /**
     * Reads an answer.
     *
     * @param first the answer to an earlier purchase of the same reference; null where there was none
     */
    static Outcome of(Answer answer, @Nullable Answer first) {
        String transaction = answer.data().path("transaction_id").asString("");
        if (answer.status() == 200 && !transaction.isEmpty()) {
            if (first == null) {
                return new Accepted();
            }
            return answer.body().equals(first.body())
                    ? new Repeated()
                    : new Unexpected("a repeat was answered differently from the first: " + answer.shortened());
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
