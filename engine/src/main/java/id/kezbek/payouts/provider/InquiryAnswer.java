package id.kezbek.payouts.provider;

import java.util.Optional;

/** A provider's answer to an inquiry. */
public sealed interface InquiryAnswer {

    /**
     * The provider paid the order.
     *
     * @param reference the provider's own reference, if any
     */
    record Paid(Optional<String> reference) implements InquiryAnswer {}

    record NotPaid() implements InquiryAnswer {}

    record Pending() implements InquiryAnswer {}

    /** The provider does not know the order. This is proof only after the time when it should know the order. */
    record NeverSeen() implements InquiryAnswer {}

    /** No answer, or an unreadable one; inquire again later. */
    record NotAvailable(String reason) implements InquiryAnswer {}
}
