package id.kezbek.payouts.providers.snap;

import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.RefusalKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one provider makes of SNAP, as data. A code or status that is not listed means an unknown result. In particular
 * 404 with case 18 ("inconsistent request") and 409 mean that an order with this reference exists.
 *
 * @param name its name in the settings
 * @param code its code in fees and attempts
 * @param fundType the kind of top-up in the order's additional information
 * @param refusals how a code, {@code <HTTP>/<case>}, proves that an order was not paid; {@code <HTTP>/*} stands for all
 *     cases of a status
 * @param statuses the meaning of {@code latestTransactionStatus}
 * @param neverSeen codes of a status call about an order that the provider does not know
 * @param conclusiveAfter how long after a lease the provider may deny an order
 */
record SnapDialect(
        String name,
        String code,
        String fundType,
        Map<String, Refusal> refusals,
        Map<String, Status> statuses,
        Set<String> neverSeen,
        Duration conclusiveAfter) {

    /** A proof that an order was not paid. */
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

    static final String PAID = "200/00";
    static final String ACCEPTED = "202/00";

    private static final Duration SLOW_DOWN = Duration.ofMinutes(1);

    /** DANA's top-up of customers. The readings of 401, 403, 404 and 429 are inferred from its documents. */
    static final SnapDialect DANA = new SnapDialect(
            "dana",
            "DANAH2H",
            "AGENT_TOPUP_FOR_USER_SETTLE",
            Map.ofEntries(
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
                    Map.entry("429/*", new Refusal(RefusalKind.TEMPORARY, SLOW_DOWN))),
            Map.of(
                    "00", Status.PAID,
                    "01", Status.PENDING,
                    "02", Status.PENDING,
                    "03", Status.PENDING,
                    "04", Status.REVERSED,
                    "05", Status.NOT_PAID,
                    "06", Status.NOT_PAID,
                    "07", Status.NOT_FOUND),
            Set.of("404/01"),
            Duration.ofMinutes(15));

    /** What a code of a response to an order proves. */
    Outcome outcome(SnapCode code, Optional<String> reference) {
        if (code.key().equals(PAID)) {
            return new Outcome.Paid(reference);
        }
        if (code.key().equals(ACCEPTED)) {
            return new Outcome.Accepted(reference);
        }
        return refusal(code)
                .<Outcome>map(refusal -> new Outcome.Refused(code.reason(), refusal.kind(), refusal.retryAfter()))
                .orElseGet(() -> new Outcome.Unknown(code.reason()));
    }

    /** What a status says; a status that is not listed says nothing. */
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
