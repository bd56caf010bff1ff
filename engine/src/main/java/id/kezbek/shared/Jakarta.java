package id.kezbek.shared;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The business day. Tiers, statements and invoices use days in Asia/Jakarta. */
public final class Jakarta {

    public static final ZoneId ZONE = ZoneId.of("Asia/Jakarta");

    private Jakarta() {}

    public static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }

    /** The first instant of a day. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }
}
