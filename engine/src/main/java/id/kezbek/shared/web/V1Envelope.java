package id.kezbek.shared.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of every v1 response.
 *
 * @param data the requested data; absent in an error
 * @param meta code and message; code 8000 means success
 * @param errors the wrong fields, only for a bad payload
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record V1Envelope<T>(
        @Nullable T data, Meta meta, @Nullable List<FieldError> errors) {

    public record Meta(String code, String message) {}

    private static final Meta OK = new Meta("8000", "success");

    public static <T> V1Envelope<T> ok(T data) {
        return new V1Envelope<>(data, OK, null);
    }

    public static V1Envelope<Void> refused(Refusal refusal) {
        return new V1Envelope<>(
                null,
                new Meta(refusal.code().v1Code(), refusal.getMessage()),
                refusal.errors().isEmpty() ? null : refusal.errors());
    }
}
