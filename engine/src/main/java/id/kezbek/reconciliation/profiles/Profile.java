package id.kezbek.reconciliation.profiles;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes how to read a provider's statement.
 *
 * @param name for example MTRANS or XENDIT_BALANCE
 * @param body the stored form
 */
public record Profile(String name, int version, Body body) {

    /** The number format of amounts. */
    public enum Numbers {
        /** {@code 10000}, {@code 10000.00}, {@code 300.0}. */
        POINT,
        /** {@code 10.000,00}. */
        COMMA
    }

    /** The meaning of an amount's sign. */
    public enum Sign {
        /** Positive amounts reduce our money at the provider. */
        OUT_POSITIVE,
        /** Negative amounts reduce our money at the provider. */
        OUT_NEGATIVE,
        /** The row's kind decides whether the amount reduces our money; the sign has no meaning. */
        BY_KIND
    }

    /** The place of the fees. */
    public enum FeeStyle {
        NONE,
        /** Fees are in columns of the payment's row. */
        COLUMN,
        /** Fees have separate rows. */
        ROWS
    }

    /**
     * The last row of a file, which proves that the file is complete.
     *
     * @param mark the text in the first column of the last row
     * @param rows the index of the column with the number of rows; indexes start at 0
     * @param total the index of the column with the total; null if the last row has no total
     * @param opening the index of the column with the opening balance; null if the last row has no opening balance
     * @param closing the index of the column with the closing balance; null if the last row has no closing balance
     */
    public record Trailer(
            String mark,
            int rows,
            @Nullable Integer total,
            @Nullable Integer opening,
            @Nullable Integer closing) {}

    /**
     * The stored form.
     *
     * @param separator one character
     * @param encoding the encoding of files without a byte order mark
     * @param zone the time zone of times that have no time zone
     * @param times {@code ISO}, or patterns of {@link DateTimeFormatter}
     * @param columns the header of each column, by its meaning: our_reference, provider_reference, msisdn, wallet,
     *     amount, fee, vat, at, kind, type, batch, balance, provider, status
     * @param kinds our kind for each value of the column {@code kind}, or of {@code type/kind}; a sign before our kind
     *     overrides its direction: plus increases our money at the provider, minus reduces it
     * @param statuses the values of the column {@code status} in rows that moved money; if empty, all rows moved money
     * @param wallets our code for each value of the column {@code wallet}; other values are used unchanged
     * @param trailer the last row; null if files have no such row. A file without this row cannot prove that it is
     *     complete
     */
    public record Body(
            String separator,
            String encoding,
            String zone,
            Numbers numbers,
            Sign sign,
            FeeStyle fees,
            List<String> times,
            Map<String, String> columns,
            Map<String, String> kinds,
            List<String> statuses,
            Map<String, String> wallets,
            @Nullable Trailer trailer) {}

    /** The possible meanings of a column. */
    public static final Set<String> MEANINGS = Set.of(
            "our_reference",
            "provider_reference",
            "msisdn",
            "wallet",
            "amount",
            "fee",
            "vat",
            "at",
            "kind",
            "type",
            "batch",
            "balance",
            "provider",
            "status");

    private static final String ISO = "ISO";

    /** @throws IllegalArgumentException with the problem, if the profile cannot be used */
    public Profile {
        require(body.separator().length() == 1, "separator must be one character");
        require(MEANINGS.containsAll(body.columns().keySet()), "columns may have the names " + MEANINGS);
        require(body.columns().containsKey("amount"), "columns must name amount");
        require(body.columns().containsKey("at"), "columns must name at");
        require(!body.times().isEmpty(), "times must name a format");
        // Each of these calls checks a value and throws an exception for an invalid value.
        charset(body);
        zone(body);
        body.times().forEach(Profile::formatter);
        Set<String> headers = new HashSet<>(body.columns().values());
        require(headers.size() == body.columns().size(), "columns must name each column once");
    }

    public char separator() {
        return body.separator().charAt(0);
    }

    public Charset charset() {
        return charset(body);
    }

    public ZoneId zone() {
        return zone(body);
    }

    /** The formatters that parse times; null stands for RFC 3339. */
    public List<@Nullable DateTimeFormatter> times() {
        return body.times().stream().map(Profile::formatter).toList();
    }

    private static Charset charset(Body body) {
        return Charset.forName(body.encoding());
    }

    private static ZoneId zone(Body body) {
        return ZoneId.of(body.zone());
    }

    private static @Nullable DateTimeFormatter formatter(String pattern) {
        return pattern.equals(ISO) ? null : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
