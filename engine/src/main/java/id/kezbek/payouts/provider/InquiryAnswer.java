package id.kezbek.payouts.provider;

import java.util.Optional;

/** A provider's answer to an inquiry. */
public sealed interface InquiryAnswer {

    /**
     * It paid.
     *
     * @param reference the provider's own reference, if any
     */
    record Paid(Optional<String> reference) implements InquiryAnswer {}

    record NotPaid() implements InquiryAnswer {}

    record Pending() implements InquiryAnswer {}

    /** It does not know the order; a proof only after the time at which it must know it. */
    record NeverSeen() implements InquiryAnswer {}

    /** No answer, or an unreadable one; inquire again later. */
    record NotAvailable(String reason) implements InquiryAnswer {}
}
