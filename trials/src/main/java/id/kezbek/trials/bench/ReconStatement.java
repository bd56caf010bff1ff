package id.kezbek.trials.bench;

import id.kezbek.trials.torture.calls.IdText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * The payouts of a day and the provider's statement with mistakes. In a hundred payouts, there is one mistake of each
 * kind: missing in the statement, another amount, another fee, no reference, a truncated reference.
 *
 * @param lines the number of rows of the statement
 */
record ReconStatement(int lines, LocalDate day) {

    static final String PROVIDER = "MTRANS";

    private static final ZoneId ZONE = ZoneId.of("Asia/Jakarta");
    private static final int AT_ONCE = 10_000;
    private static final int OF = 100;
    private static final int KEPT_OF_ID = 20;
    private static final int FEE = 500;
    private static final int SECONDS_OF_DAY = 86_000;

    private static final String INSERT = """
            with given as (
              select * from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[])
                as g (id, reference, msisdn, amount, at)),
            payouts as (
              insert into payouts.payout (id, partner, msisdn, wallet, amount, state, attempts, due_at, created_at, ended_at)
              select id, 1, msisdn, 'GPAID', amount, 'PAID', 1, at, at, at from given returning 1),
            items as (
              insert into payouts.item (payout, position, kind, purchase, reference, amount)
              select id, 0, 'PURCHASE', id, reference, amount from given returning 1)
            insert into payouts.attempt (id, payout, number, provider, partner, msisdn, wallet, amount, fee, state,
              lease_until, quotes, provider_reference, started_at, ended_at)
            select id, id, 1, 'MTRANS', 1, msisdn, 'GPAID', amount, 500, 'SUCCEEDED', at, '[]', reference, at, at from given""";

    private enum Mistake {
        MISSING,
        OTHER_AMOUNT,
        OTHER_FEE,
        NO_REFERENCE,
        CUT_REFERENCE,
        NONE;

        static Mistake of(int number) {
            return values()[Math.min(number % OF, NONE.ordinal())];
        }

        boolean isDifference() {
            return this == MISSING || this == OTHER_AMOUNT || this == OTHER_FEE;
        }
    }

    /**
     * @param daysAgo the age of the day; it must be old enough that no payment waits for a later statement
     */
    static ReconStatement of(int lines, int daysAgo) {
        return new ReconStatement(lines, LocalDate.now(ZONE).minusDays(daysAgo));
    }

    /**
     * The number of payouts. It is larger than the number of rows, because some payouts are
     * missing in the statement.
     */
    int payouts() {
        int payouts = 0;
        for (int rows = 0; rows < lines; payouts++) {
            rows += Mistake.of(payouts) == Mistake.MISSING ? 0 : 1;
        }
        return payouts;
    }

    long differences() {
        long differences = 0;
        int payouts = payouts();
        for (int number = 0; number < payouts; number++) {
            differences += Mistake.of(number).isDifference() ? 1 : 0;
        }
        return differences;
    }

    void writePayouts(Connection database) throws SQLException {
        int payouts = payouts();
        try (PreparedStatement insert = database.prepareStatement(INSERT)) {
            for (int from = 0; from < payouts; from += AT_ONCE) {
                int size = Math.min(AT_ONCE, payouts - from);
                UUID[] ids = new UUID[size];
                String[] references = new String[size];
                String[] msisdns = new String[size];
                Long[] amounts = new Long[size];
                String[] times = new String[size];
                for (int i = 0; i < size; i++) {
                    ids[i] = id(from + i);
                    references[i] = reference(from + i);
                    msisdns[i] = msisdn(from + i);
                    amounts[i] = amount(from + i);
                    times[i] = at(from + i).toString();
                }
                insert.setArray(1, database.createArrayOf("uuid", ids));
                insert.setArray(2, database.createArrayOf("text", references));
                insert.setArray(3, database.createArrayOf("text", msisdns));
                insert.setArray(4, database.createArrayOf("bigint", amounts));
                insert.setArray(5, database.createArrayOf("timestamptz", times));
                insert.executeUpdate();
            }
        }
    }

    /** The compressed file. */
    byte[] file() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int payouts = payouts();
        long total = 0;
        long moved = 0;
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
            out.write("provider,external_id,provider_reference,msisdn,wallet,amount,fee,at\n");
            for (int number = 0; number < payouts; number++) {
                Mistake mistake = Mistake.of(number);
                if (mistake == Mistake.MISSING) {
                    continue;
                }
                long amount = amount(number) + (mistake == Mistake.OTHER_AMOUNT ? 1 : 0);
                long fee = FEE + (mistake == Mistake.OTHER_FEE ? 50 : 0);
                String id = IdText.of(id(number));
                out.write(PROVIDER + ","
                        + switch (mistake) {
                            case NO_REFERENCE -> ",";
                            case CUT_REFERENCE -> id.substring(0, KEPT_OF_ID) + ",";
                            default -> id + "," + reference(number);
                        }
                        + "," + msisdn(number) + ",GPAID," + amount + "," + fee + "," + at(number) + "\n");
                total += amount;
                moved += amount + fee;
            }
            out.write("TRAILER," + lines + "," + total + "," + moved + ",0\n");
        }
        return bytes.toByteArray();
    }

    private Instant at(int number) {
        return day.atStartOfDay(ZONE).plusSeconds(number % SECONDS_OF_DAY).toInstant();
    }

    private UUID id(int number) {
        long high = at(number).toEpochMilli() << 16 | 0x7000L | (number / SECONDS_OF_DAY & 0xFFF);
        return new UUID(high, 0x8000_0000_0000_0000L | number * 0x9E37_79B9_7F4AL & 0x3FFF_FFFF_FFFF_FFFFL);
    }

    private String reference(int number) {
        return "M-" + day + "-" + number;
    }

    /** Each customer has one payout per day, and each day has other customers. */
    private String msisdn(int number) {
        return "6281" + (1_000_000_000L + day.getDayOfMonth() * 10_000_000L + number);
    }

    private static long amount(int number) {
        return 1_000 + number % 7_000;
    }
}
