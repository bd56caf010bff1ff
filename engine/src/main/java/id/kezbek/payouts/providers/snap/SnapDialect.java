package id.kezbek.payouts.providers.snap;

import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.RefusalKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The differences between one provider's API and SNAP, as data. A code or status that is not listed means an unknown
 * result. For example, 404 with case 18 ("inconsistent request") and 409 are not listed, because an order with this
 * reference exists.
 *
 * @param name the provider's name in the settings
 * @param code the provider's code in fees and attempts
 * @param form how the provider formats requests
 * @param statusService the service code of status calls: 39 asks about a top-up, 36 about any transfer
 * @param refusals the codes that prove that an order was not paid, as {@code <HTTP>/<case>}; {@code <HTTP>/*} stands
 *     for all cases of a status
 * @param statuses the meaning of {@code latestTransactionStatus}
 * @param neverSeen codes of a status call about an order that the provider does not know
 * @param window when the provider's answers about orders are conclusive
 */
record SnapDialect(
        String name,
        String code,
        SnapForm form,
        String statusService,
        Map<String, Refusal> refusals,
        Map<String, Status> statuses,
        Set<String> neverSeen,
        Window window) {

    /** The proof that an order was not paid. */
    record Refusal(RefusalKind kind, Duration retryAfter) {

        Refusal(RefusalKind kind) {
            this(kind, Duration.ZERO);
        }
    }

    /** The meaning of a transaction's status. */
    enum Status {
        PAID,
        PENDING,
        REVERSED,
        NOT_PAID,
        NOT_FOUND
    }

    /**
     * The time in which an answer to an inquiry is conclusive.
     *
     * @param conclusiveAfter how long after a lease the provider may deny an order
     * @param notOlderThan how long the provider answers inquiries about an order; empty if it always answers
     * @param waits the waits between inquiries; empty for the engine's schedule
     * @param paidChecks the waits before the checks of a paid order; empty if a payment is final
     */
    record Window(
            Duration conclusiveAfter,
            Optional<Duration> notOlderThan,
            List<Duration> waits,
            List<Duration> paidChecks) {}

    static final String PAID = "200/00";
    static final String ACCEPTED = "202/00";

    private static final Duration SLOW_DOWN = Duration.ofMinutes(1);

    /** The meanings of 401, 403, 404 and 429 are derived from the providers' documents. */
    private static final Map<String, Refusal> REFUSALS = Map.ofEntries(
            Map.entry("400/00", new Refusal(RefusalKind.UNSPECIFIED)),
            Map.entry("400/01", new Refusal(RefusalKind.UNSPECIFIED)),
            Map.entry("400/02", new Refusal(RefusalKind.UNSPECIFIED)),
            Map.entry("405/*", new Refusal(RefusalKind.UNSPECIFIED)),
            Map.entry("403/02", new Refusal(RefusalKind.CUSTOMER_LIMIT)),
            Map.entry("403/05", new Refusal(RefusalKind.DESTINATION)),
            Map.entry("403/09", new Refusal(RefusalKind.DESTINATION)),
            Map.entry("403/18", new Refusal(RefusalKind.DESTINATION)),
            Map.entry("403/23", new Refusal(RefusalKind.CUSTOMER_LIMIT)),
            Map.entry("404/08", new Refusal(RefusalKind.CONFIGURATION)),
            Map.entry("404/11", new Refusal(RefusalKind.DESTINATION)),
            Map.entry("404/16", new Refusal(RefusalKind.CONFIGURATION)),
            Map.entry("403/14", new Refusal(RefusalKind.FLOAT_SHORT)),
            Map.entry("403/04", new Refusal(RefusalKind.TEMPORARY, SLOW_DOWN)),
            Map.entry("403/06", new Refusal(RefusalKind.TEMPORARY, SLOW_DOWN)),
            Map.entry("401/*", new Refusal(RefusalKind.CONFIGURATION)),
            Map.entry("429/*", new Refusal(RefusalKind.TEMPORARY, SLOW_DOWN)));

    private static final Map<String, Status> STATUSES = Map.of(
            "00", Status.PAID,
            "01", Status.PENDING,
            "02", Status.PENDING,
            "03", Status.PENDING,
            "04", Status.REVERSED,
            "05", Status.NOT_PAID,
            "06", Status.NOT_PAID,
            "07", Status.NOT_FOUND);

    private static final Set<String> NEVER_SEEN = Set.of("404/01");

    /** DANA's top-ups of its customers' wallets. */
    static final SnapDialect DANA = new SnapDialect(
            "dana",
            "DANAH2H",
            SnapForm.DANA,
            "39",
            REFUSALS,
            STATUSES,
            NEVER_SEEN,
            new Window(Duration.ofMinutes(15), Optional.empty(), List.of(), List.of()));

    /**
     * Midtrans' payouts into e-wallets. Midtrans answers status requests with the service code for transfers. Midtrans
     * asks callers to wait 10 minutes before an inquiry, and deletes a reference after 2 months. A payment that
     * Midtrans reported as completed may still fail, so paid orders are checked too.
     */
    static final SnapDialect MIDTRANS = new SnapDialect(
            "midtrans",
            "MIDTRANS",
            SnapForm.MIDTRANS,
            "36",
            REFUSALS,
            STATUSES,
            NEVER_SEEN,
            new Window(
                    Duration.ofMinutes(15),
                    Optional.of(Duration.ofDays(58)),
                    List.of(
                            Duration.ofMinutes(10),
                            Duration.ofMinutes(10),
                            Duration.ofMinutes(20),
                            Duration.ofHours(1)),
                    List.of(Duration.ofDays(1), Duration.ofDays(6))));

    /** The result of an order, from the code in the response. */
    Outcome outcome(SnapCode code, Optional<String> reference, Optional<Duration> retryAfter) {
        if (code.key().equals(PAID)) {
            return new Outcome.Paid(reference);
        }
        if (code.key().equals(ACCEPTED)) {
            return new Outcome.Accepted(reference);
        }
        return refusal(code)
                .<Outcome>map(refusal ->
                        new Outcome.Refused(code.reason(), refusal.kind(), retryAfter.orElse(refusal.retryAfter())))
                .orElseGet(() -> new Outcome.Unknown(code.reason()));
    }

    /** Whether a code means that the account does not exist or cannot receive money. */
    boolean saysNoAccount(SnapCode code) {
        return refusal(code)
                .filter(refusal -> refusal.kind() == RefusalKind.DESTINATION)
                .isPresent();
    }

    /** The meaning of a status. A status that is not listed means that there is no usable answer. */
    InquiryAnswer standing(String status, Optional<String> reference) {
        return Optional.ofNullable(statuses.get(status))
                .<InquiryAnswer>map(known -> switch (known) {
                    case PAID -> new InquiryAnswer.Paid(reference);
                    case PENDING -> new InquiryAnswer.Pending();
                    case REVERSED -> new InquiryAnswer.Reversed();
                    case NOT_PAID -> new InquiryAnswer.NotPaid();
                    case NOT_FOUND -> new InquiryAnswer.NeverSeen();
                })
                .orElseGet(() -> new InquiryAnswer.NotAvailable("UNREADABLE_WORD"));
    }

    private Optional<Refusal> refusal(SnapCode code) {
        return Optional.ofNullable(refusals.get(code.key()))
                .or(() -> Optional.ofNullable(refusals.get(code.anyCase())));
    }
}
