package id.kezbek.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that is not carried out, with what the caller may be told. Nothing has been recorded when it is thrown. Its
 * message is written for the caller; it carries no stack trace, because it is an answer and not a fault of the program.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * What is wrong with one field.
     *
     * @param field the field's name as the caller wrote it, or {@code body}
     * @param reason what is wrong and what would be right
     */
    public record FieldError(String field, String reason) {}

    /** Faults named in one answer: it must not grow with what is wrong in a request. */
    public static final int ERRORS_NAMED_MAX = 50;

    private final ErrorCode code;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    public Refusal(ErrorCode code, String message) {
        this(code, message, List.of());
    }

    public Refusal(ErrorCode code, String message, List<FieldError> errors) {
        this(code, message, errors, null);
    }

    private Refusal(ErrorCode code, String message, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** A bad payload, one field at fault. */
    public static Refusal badField(String field, String reason) {
        return badFields(List.of(new FieldError(field, reason)));
    }

    public static Refusal badFields(List<FieldError> errors) {
        return new Refusal(ErrorCode.BAD_PAYLOAD, "bad payload", named(errors));
    }

    /** So many of the errors as an answer names, and how many more there are. */
    private static List<FieldError> named(List<FieldError> errors) {
        // One more than are named may be the line that says so.
        if (errors.size() <= ERRORS_NAMED_MAX + 1) {
            return errors;
        }
        List<FieldError> named = new ArrayList<>(errors.subList(0, ERRORS_NAMED_MAX));
        named.add(new FieldError("body", "has " + (errors.size() - ERRORS_NAMED_MAX) + " more errors"));
        return named;
    }

    /** Too many calls; the caller may come back after {@code retryAfter}. */
    public static Refusal tooMany(String message, Duration retryAfter) {
        return later(ErrorCode.TOO_MANY_REQUESTS, message, retryAfter);
    }

    /** Not now; the caller may come back after {@code retryAfter}. */
    public static Refusal later(ErrorCode code, String message, Duration retryAfter) {
        return new Refusal(code, message, List.of(), retryAfter);
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** How long the caller should wait before it tries again, where waiting helps. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public String getMessage() {
        return super.getMessage() == null ? code.name() : super.getMessage();
    }
}
