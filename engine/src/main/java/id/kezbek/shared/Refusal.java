package id.kezbek.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refused request, with the message for the caller. When a refusal is thrown, nothing was recorded. A refusal has no
 * stack trace, because it is an expected result and not a program error.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An error in one field.
     *
     * @param field the field's name as the caller wrote it, or {@code body}
     * @param reason what is wrong and what would be right
     */
    public record FieldError(String field, String reason) {

        /** Whether the error is about a field or a part of it, such as {@code amount.value} of {@code amount}. */
        public boolean isOf(String name) {
            return field.equals(name) || field.startsWith(name + ".");
        }
    }

    /**
     * The maximum number of errors in one response, so that a request with many errors does not get a huge response.
     */
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

    /** A refusal because of an invalid payload with one wrong field. */
    public static Refusal badField(String field, String reason) {
        return badFields(List.of(new FieldError(field, reason)));
    }

    public static Refusal badFields(List<FieldError> errors) {
        return new Refusal(ErrorCode.BAD_PAYLOAD, "bad payload", named(errors));
    }

    /** The errors that fit into a response, and the number of omitted errors. */
    private static List<FieldError> named(List<FieldError> errors) {
        // One more error than the maximum is allowed, because the line with the number of omitted errors needs the same
        // space.
        if (errors.size() <= ERRORS_NAMED_MAX + 1) {
            return errors;
        }
        List<FieldError> named = new ArrayList<>(errors.subList(0, ERRORS_NAMED_MAX));
        named.add(new FieldError("body", "has " + (errors.size() - ERRORS_NAMED_MAX) + " more errors"));
        return named;
    }

    /** A refusal because of too many requests. The caller may retry after {@code retryAfter}. */
    public static Refusal tooMany(String message, Duration retryAfter) {
        return later(ErrorCode.TOO_MANY_REQUESTS, message, retryAfter);
    }

    /** A refusal of a request that is not possible at the moment. The caller may retry after {@code retryAfter}. */
    public static Refusal later(ErrorCode code, String message, Duration retryAfter) {
        return new Refusal(code, message, List.of(), retryAfter);
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** The time after which a retry may succeed. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public String getMessage() {
        return super.getMessage() == null ? code.name() : super.getMessage();
    }
}
