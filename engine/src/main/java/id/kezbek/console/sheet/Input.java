package id.kezbek.console.sheet;

import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form field. Its label has the key {@code sheet.field.<name>}. Its optional help text has the key
 * {@code sheet.help.<name>}.
 *
 * @param name the field name in the operation
 * @param max the maximum number of characters; 0 for fields in which people do not type
 * @param options the choices; the text of a choice has the key {@code sheet.option.<name>.<option>}
 * @param value the initial value; for a file, the URL of the current image
 */
public record Input(String name, Kind kind, boolean isRequired, int max, List<String> options, String value) {

    /** The kind of a field. It determines the JSON type that the operation receives. */
    public enum Kind {
        TEXT,
        EMAIL,
        LINES,
        AMOUNT,
        NUMBER,
        PERCENT,
        TIME,
        CHOICE,
        YES_NO,
        FILE,
        HIDDEN,
        HIDDEN_NUMBER
    }

    private static final int REASON_MAX = 500;
    private static final int NUMBER_MAX = 20;

    public static Input text(String name, int max) {
        return new Input(name, Kind.TEXT, true, max, List.of(), "");
    }

    public static Input reason() {
        return lines("reason", REASON_MAX);
    }

    public static Input lines(String name, int max) {
        return new Input(name, Kind.LINES, true, max, List.of(), "");
    }

    /** A field with at most 20 characters. */
    public static Input of(String name, Kind kind) {
        return new Input(name, kind, true, NUMBER_MAX, List.of(), "");
    }

    public static Input email(String name, int max) {
        return new Input(name, Kind.EMAIL, true, max, List.of(), "");
    }

    public static Input choice(String name, String... options) {
        return new Input(name, Kind.CHOICE, true, 0, List.of(options), "");
    }

    public static Input choice(String name, List<String> options) {
        return new Input(name, Kind.CHOICE, true, 0, options, "");
    }

    /** A field that the page does not show but sends with the form. */
    public static Input hidden(String name, String value) {
        return new Input(name, Kind.HIDDEN, true, 0, List.of(), value);
    }

    public static Input hidden(String name, long value) {
        return new Input(name, Kind.HIDDEN_NUMBER, true, 0, List.of(), Long.toString(value));
    }

    public Input optional() {
        return new Input(name, kind, false, max, options, value);
    }

    public Input with(@Nullable Object now) {
        String text = switch (now) {
            case null -> "";
            case Money amount ->
                amount.isWhole()
                        ? amount.decimal().toBigInteger().toString()
                        : amount.decimal().toPlainString();
            case Instant at ->
                LocalDateTime.ofInstant(at, Jakarta.ZONE)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString();
            default -> now.toString();
        };
        return new Input(name, kind, isRequired, max, options, text);
    }

    public boolean isHidden() {
        return kind == Kind.HIDDEN || kind == Kind.HIDDEN_NUMBER;
    }

    /** The type of the HTML field. */
    public String type() {
        return switch (kind) {
            case EMAIL -> "email";
            case TIME -> "datetime-local";
            case FILE -> "file";
            default -> "text";
        };
    }

    public @Nullable String mode() {
        return switch (kind) {
            case AMOUNT, PERCENT -> "decimal";
            case NUMBER -> "numeric";
            default -> null;
        };
    }
}
