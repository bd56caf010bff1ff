package id.kezbek.shared;

import java.util.List;

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

    private final ErrorCode code;
    private final transient List<FieldError> errors;

    public Refusal(ErrorCode code, String message) {
        this(code, message, List.of());
    }

    public Refusal(ErrorCode code, String message, List<FieldError> errors) {
        super(message, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    /** A bad payload, one field at fault. */
    public static Refusal badField(String field, String reason) {
        return badFields(List.of(new FieldError(field, reason)));
    }

    public static Refusal badFields(List<FieldError> errors) {
        return new Refusal(ErrorCode.BAD_PAYLOAD, "bad payload", errors);
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    @Override
    public String getMessage() {
        return super.getMessage() == null ? code.name() : super.getMessage();
    }
}
