package id.kezbek.payouts.provider;

import java.time.Duration;
import java.util.Optional;

/** A provider's answer to an inquiry. */
public sealed interface InquiryAnswer {

    /**
     * The provider paid the order.
     *
     * @param reference the provider's own reference, if any
     */
    record Paid(Optional<String> reference) implements InquiryAnswer {}

    /**
     * The provider did not pay the order and will not pay it.
     *
     * @param reason a short code for staff and logs
     * @param retryAfter the minimum time before the next attempt of the payout; zero if there is none
     */
    record NotPaid(String reason, RefusalKind kind, Duration retryAfter) implements InquiryAnswer {

        public NotPaid() {
            this("INQUIRY_SAYS_FAILED", RefusalKind.UNSPECIFIED, Duration.ZERO);
        }
    }

    /** The provider paid the order and took the money back. */
    record Reversed() implements InquiryAnswer {}

    /** The provider has the order and has not decided yet. From now on, "never seen" proves nothing about the order. */
    record Pending() implements InquiryAnswer {}

    /**
     * The provider does not know the order. This proves that nothing was paid only if {@link
     * PayoutProvider.Capabilities#isConclusive} is true at the time of the inquiry.
     */
    record NeverSeen() implements InquiryAnswer {}

    /** The provider did not answer, or its answer is unreadable; inquire again later. */
    record NotAvailable(String reason) implements InquiryAnswer {}
}
