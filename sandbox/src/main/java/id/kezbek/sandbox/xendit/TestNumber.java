package id.kezbek.sandbox.xendit;

import java.util.Optional;

/**
 * The account numbers that Xendit publishes for tests. The engine sends only mobile numbers. So a mobile number that
 * ends with such an account number has the same effect as the account number.
 */
enum TestNumber {
    TEMPORARY("123456"),
    REJECTED("999999"),
    INVALID("121212"),
    REVERSED("654321"),
    STAYS_ACCEPTED("131313");

    private final String digits;

    TestNumber(String digits) {
        this.digits = digits;
    }

    boolean is(XenditPayout payout) {
        return payout.accountNumber().endsWith(digits);
    }

    /** The failure code of a payout to a test number whose payouts always fail. */
    static Optional<String> failureOf(XenditPayout payout) {
        if (TEMPORARY.is(payout)) {
            return Optional.of("TEMPORARY_TRANSFER_ERROR");
        }
        if (REJECTED.is(payout)) {
            return Optional.of("REJECTED_BY_CHANNEL");
        }
        return INVALID.is(payout) ? Optional.of("INVALID_DESTINATION") : Optional.empty();
    }
}
