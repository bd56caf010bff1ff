package id.kezbek.payouts;

import java.util.Optional;

/** What a provider says when asked what became of an order. */
public sealed interface InquiryAnswer {

    /**
     * It paid.
     *
     * @param reference the provider's own reference, where it gives one
     */
    record Paid(Optional<String> reference) implements InquiryAnswer {}

    record NotPaid() implements InquiryAnswer {}

    record Pending() implements InquiryAnswer {}

    /** It knows no such order; proof of not paid only once it could know of it. */
    record NeverSeen() implements InquiryAnswer {}

    /** It did not answer, or not readably; ask again later. */
    record NotAvailable(String reason) implements InquiryAnswer {}
}
