package id.kezbek.payouts.providers.xendit;

import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.providers.http.Answers;
import id.kezbek.payouts.providers.http.Json;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A payout as Xendit describes it, in responses and webhooks.
 *
 * @param id Xendit's id, {@code disb-…}
 */
record XenditPayout(String id, String reference, String status, BigDecimal amount, String failureCode) {

    /** Reads a payout; empty if a field is missing that every payout must have. */
    static Optional<XenditPayout> of(JsonNode object) {
        Optional<String> id = Json.text(object, "id").flatMap(text -> Answers.kept(Optional.of(text)));
        Optional<String> reference = Json.text(object, "reference_id");
        Optional<String> status = Json.text(object, "status");
        JsonNode amount = object.get("amount");
        boolean isWhole = id.isPresent() && reference.isPresent() && status.isPresent();
        return isWhole && amount != null && amount.isNumber()
                ? Optional.of(new XenditPayout(
                        id.get(),
                        reference.get(),
                        status.get(),
                        amount.decimalValue(),
                        Json.text(object, "failure_code").orElse("")))
                : Optional.empty();
    }

    /** The meaning of the status. A status that is not listed means that there is no usable answer. */
    InquiryAnswer standing() {
        return switch (status) {
            case "ACCEPTED", "REQUESTED", "PENDING_COMPLIANCE_ASSESSMENT" -> new InquiryAnswer.Pending();
            case "SUCCEEDED" -> new InquiryAnswer.Paid(Optional.of(id));
            case "FAILED" -> failed();
            case "CANCELLED", "COMPLIANCE_REJECTED" -> notPaid(status, XenditCodes.failed(status));
            case "REVERSED" -> new InquiryAnswer.Reversed();
            default -> new InquiryAnswer.NotAvailable("UNREADABLE_WORD");
        };
    }

    private InquiryAnswer failed() {
        String reason = failureCode.isEmpty() ? "FAILED" : XenditCodes.reason(failureCode);
        return notPaid(reason, XenditCodes.failed(failureCode));
    }

    private static InquiryAnswer notPaid(String reason, XenditCodes.Meaning meaning) {
        return new InquiryAnswer.NotPaid(reason, meaning.kind(), meaning.retryAfter());
    }
}
