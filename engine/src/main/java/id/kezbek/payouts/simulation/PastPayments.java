package id.kezbek.payouts.simulation;

import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.ReportReads;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the payments of yesterday, with the columns that a simulation needs. */
@Component
class PastPayments {

    private static final int HOURS = 24;
    /** The maximum number of payments of one hour, for all wallets, because a person waits for the result. */
    private static final int OF_AN_HOUR_MAX = 2_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /**
     * An amount that a provider paid.
     *
     * @param quotes the stored quotes of all providers
     */
    record Payment(Money amount, Money fee, String quotes) {}

    /**
     * @param day yesterday in Jakarta
     * @param isWhole false if an hour has more payments than the maximum; then only some payments of this hour were read
     */
    record Yesterday(LocalDate day, List<Payment> payments, boolean isWhole) {}

    private final ReportReads reads;
    private final Clock clock;
    /**
     * Allows one reading at a time, so that checks do not use up the database connections of reports. A form is checked
     * again after each change, even if an earlier check is still running.
     */
    private final Semaphore turn = new Semaphore(1);

    PastPayments(ReportReads reads, Clock clock) {
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * The successful attempts of a wallet that ended yesterday.
     *
     * @throws Refusal TOO_MANY_REQUESTS while another check reads payments
     */
    Yesterday yesterday(String wallet) {
        if (!turn.tryAcquire()) {
            throw Refusal.tooMany(
                    "another fee or wallet is being checked; check this one again in a moment", RETRY_AFTER);
        }
        try {
            LocalDate day = Jakarta.dayOf(clock.instant()).minusDays(1);
            return reads.snapshot(database -> read(database, wallet, day));
        } finally {
            turn.release();
        }
    }

    private static Yesterday read(JdbcClient database, String wallet, LocalDate day) {
        List<Payment> payments = new ArrayList<>();
        boolean isWhole = true;
        for (int hour = 0; hour < HOURS; hour++) {
            Instant from = Jakarta.startOf(day).plus(Duration.ofHours(hour));
            List<Optional<Payment>> ofHour = ofHour(database, wallet, from);
            ofHour.stream().flatMap(Optional::stream).forEach(payments::add);
            isWhole &= ofHour.size() < OF_AN_HOUR_MAX;
        }
        return new Yesterday(day, payments, isWhole);
    }

    /**
     * No index contains the wallet. So this query reads the payments of all wallets from the index of times, up to the
     * limit. A payment into another wallet is empty.
     */
    private static List<Optional<Payment>> ofHour(JdbcClient database, String wallet, Instant from) {
        return database.sql("""
                        select amount, fee, case when wallet = ? then quotes::text end as quotes from payouts.attempt
                        where state = 'SUCCEEDED' and ended_at >= ? and ended_at < ? limit ?""")
                .params(wallet, Timestamp.from(from), Timestamp.from(from.plus(Duration.ofHours(1))), OF_AN_HOUR_MAX)
                .query((row, n) -> payment(row))
                .list();
    }

    private static Optional<Payment> payment(ResultSet row) throws SQLException {
        String quotes = row.getString("quotes");
        return quotes == null
                ? Optional.empty()
                : Optional.of(new Payment(
                        Money.rupiah(row.getBigDecimal("amount")), Money.rupiah(row.getBigDecimal("fee")), quotes));
    }
}
