package id.kezbek.console.customers;

import id.kezbek.shared.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A customer from API v2. */
public record Customer(
        String msisdn,
        String tier,
        int grade,
        int recurring,
        LocalDate expiresOn,
        @Nullable Reward nextReward,
        Totals totals) {

    public record Reward(String tier, int count, int transactionsAway, Money amount) {}

    public record Totals(int transactions, Money amount, Money cashback, Money rewards) {}
}
