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
 * How to read a provider's statement.
 *
 * @param name such as MTRANS or XENDIT_BALANCE
 * @param body what is stored
 */
public record Profile(String name, int version, Body body) {

    /** How amounts are written. */
    public enum Numbers {
        /** {@code 10000}, {@code 10000.00}, {@code 300.0}. */
        POINT,
        /** {@code 10.000,00}. */
        COMMA
    }

    /** What a sign says. */
    public enum Sign {
        /** Positive amounts leave our money at the provider. */
        OUT_POSITIVE,
        /** Negative amounts leave it. */
        OUT_NEGATIVE,
        /** The kind says it; signs say nothing. */
        BY_KIND
    }

    /** Where fees are. */
    public enum FeeStyle {
        NONE,
        /** In columns of the payment's row. */
        COLUMN,
        /** In rows of their own. */
        ROWS
    }

    /**
     * The last row, which proves that the file is whole.
     *
     * @param mark the text of its first column
     * @param rows the column with the number of rows, from 0; so the others
     * @param total null if it has none
     * @param opening null if it has none
     * @param closing null if it has none
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
     * @param encoding of files without a byte order mark
     * @param zone of times that name none
     * @param times {@code ISO}, or patterns of {@link DateTimeFormatter}
     * @param columns the header of each column, by its meaning: our_reference, provider_reference, msisdn, wallet, amount,
     *     fee, vat, at, kind, type, batch, balance, provider, status
     * @param kinds our kind for each value of the column kind, or of {@code type/kind}; with a plus sign in front where it
     *     adds to our money though its kind does not, and a minus sign where it takes though its kind adds
     * @param statuses the values of the column status whose rows count; empty for all
     * @param wallets our code for each value of the column wallet; others are taken as they are
     * @param trailer null if files have none: then none is proven whole
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

    /** What a column may mean. */
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

    /** @throws IllegalArgumentException with what is wrong, if it cannot be used */
    public Profile {
        require(body.separator().length() == 1, "separator must be one character");
        require(MEANINGS.containsAll(body.columns().keySet()), "columns may have the names " + MEANINGS);
        require(body.columns().containsKey("amount"), "columns must name amount");
        require(body.columns().containsKey("at"), "columns must name at");
        require(!body.times().isEmpty(), "times must name a format");
        // These throw what is wrong with it.
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

    /** The formats of times; null stands for RFC 3339. */
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
