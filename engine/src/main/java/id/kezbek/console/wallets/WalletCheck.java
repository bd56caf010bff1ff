package id.kezbek.console.wallets;

import java.time.LocalDate;
import java.util.List;

/** The effects of a proposed wallet, from API v2. */
public record WalletCheck(List<String> warnings, Yesterday yesterday) {

    /** The number of yesterday's payouts, and how many of them are outside the proposed limits. */
    public record Yesterday(LocalDate day, long payouts, long below, long above, boolean whole) {}
}
