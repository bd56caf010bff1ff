package id.kezbek.payouts.providers.http;

import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Interprets a provider's HTTP response. For an order with a 2xx status, the JSON body decides. 400, 404 and 422 are
 * rejections, unless the provider has its own codes. Any other status means an unknown result.
 */
public final class Answers {

    /** The maximum length of a reference. A longer value is ignored. */
    private static final int MAX_REFERENCE_LENGTH = 100;

    private Answers() {}

    /**
     * Interprets the response to an order.
     *
     * @param accepted reads the JSON object of a 2xx response
     */
    public static Outcome outcome(Reply reply, Function<JsonNode, Outcome> accepted) {
        return outcome(reply, accepted, answered -> refusalOrUnknown(answered.status()));
    }

    /**
     * Interprets the response to an order from a provider that has its own codes.
     *
     * @param accepted reads the JSON object of a 2xx response
     * @param other reads any other response
     */
    public static Outcome outcome(
            Reply reply, Function<JsonNode, Outcome> accepted, Function<Reply.Answered, Outcome> other) {
        return switch (reply) {
            case Reply.NotSent notSent -> new Outcome.NotSent(notSent.reason());
            case Reply.Lost lost -> new Outcome.Unknown(lost.reason());
            case Reply.Answered answered
            when answered.isSuccess() ->
                Json.object(answered.body()).map(accepted).orElseGet(() -> new Outcome.Unknown("UNREADABLE"));
            case Reply.Answered answered -> other.apply(answered);
        };
    }

    /** Interprets the status word of a response with the provider's lists of words. */
    public static Outcome byWord(Words words, Optional<String> word, Optional<String> reference) {
        if (word.isEmpty()) {
            return new Outcome.Unknown("NO_WORD");
        }
        if (words.saysPaid(word.get())) {
            return paid(reference);
        }
        return words.saysNotPaid(word.get())
                ? new Outcome.Refused(Words.reason(word.get()))
                : new Outcome.Unknown(Words.reason(word.get()));
    }

    /**
     * Interprets a response without a status word. The order was paid if the response contains the provider's
     * reference.
     */
    public static Outcome byReference(Optional<String> reference) {
        return reference.isPresent() ? paid(reference) : new Outcome.Unknown("NO_REFERENCE");
    }

    public static InquiryAnswer inquiry(Reply reply) {
        return switch (reply) {
            case Reply.NotSent notSent -> new InquiryAnswer.NotAvailable(notSent.reason());
            case Reply.Lost lost -> new InquiryAnswer.NotAvailable(lost.reason());
            case Reply.Answered answered when answered.status() == 404 -> new InquiryAnswer.NeverSeen();
            case Reply.Answered answered
            when answered.isSuccess() ->
                Json.object(answered.body())
                        .map(Answers::standing)
                        .orElseGet(() -> new InquiryAnswer.NotAvailable("UNREADABLE"));
            case Reply.Answered answered -> new InquiryAnswer.NotAvailable("HTTP_" + answered.status());
        };
    }

    private static InquiryAnswer standing(JsonNode object) {
        return switch (Json.text(object, "status").orElse("")) {
            case "SUCCESS" -> new InquiryAnswer.Paid(kept(Json.text(object, "reference")));
            case "FAILED" -> new InquiryAnswer.NotPaid();
            case "PENDING" -> new InquiryAnswer.Pending();
            default -> new InquiryAnswer.NotAvailable("UNREADABLE_WORD");
        };
    }

    private static Outcome refusalOrUnknown(int status) {
        String reason = "HTTP_" + status;
        return switch (status) {
            case 400, 404, 422 -> new Outcome.Refused(reason);
            default -> new Outcome.Unknown(reason);
        };
    }

    private static Outcome paid(Optional<String> reference) {
        return new Outcome.Paid(kept(reference));
    }

    /** The provider's reference; empty if the reference is too long. */
    public static Optional<String> kept(Optional<String> reference) {
        return reference.filter(text -> text.length() <= MAX_REFERENCE_LENGTH);
    }
}
