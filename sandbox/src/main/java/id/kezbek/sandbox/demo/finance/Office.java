package id.kezbek.sandbox.demo.finance;

import id.kezbek.sandbox.client.FinanceClient;
import id.kezbek.sandbox.demo.Stage;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The context of the finance steps.
 *
 * @param began the day in Jakarta on which the demo started
 */
public record Office(
        Stage stage, FinanceClient finance, StatementSource statements, InstantSource clock, LocalDate began) {

    static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

    public static LocalDate today(InstantSource clock) {
        return LocalDate.ofInstant(clock.instant(), JAKARTA);
    }

    LocalDate today() {
        return today(clock);
    }
}
