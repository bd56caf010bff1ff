package id.kezbek.payouts.decision;

import id.kezbek.payouts.PayoutState;
import id.kezbek.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The values of a payout at the time when a person proposed a decision about it.
 *
 * @param reason why the payout waited, as a code; null if there was no reason
 */
public record AsProposed(
        Money amount, PayoutState state, @Nullable String reason, int attempts) {

    /** Reads the columns {@code amount}, {@code state}, {@code reason} and {@code attempts}. */
    public static AsProposed of(ResultSet row) throws SQLException {
        return new AsProposed(
                Money.rupiah(row.getBigDecimal("amount")),
                PayoutState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getInt("attempts"));
    }

    String inWords() {
        String now = reason == null ? state.name() : state + " (" + reason + ")";
        return attempts == 1
                ? now + ", " + amount.inWords() + ", after 1 attempt"
                : now + ", " + amount.inWords() + ", after " + attempts + " attempts";
    }
}
