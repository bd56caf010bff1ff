package id.kezbek.shared.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import java.util.List;
import org.springframework.http.HttpStatus;

/**
 * Problem details (RFC 9457), the form of v2's errors.
 *
 * @param type always {@code about:blank}, because {@code code} distinguishes the kinds
 * @param title the status as text, as the RFC requires for {@code about:blank}
 * @param detail the error, for a human reader
 * @param code the error, for programs; stable
 * @param errors the wrong fields, only for a bad payload
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, String code, List<FieldError> errors) {

    static Problem of(Refusal refusal) {
        int status = refusal.code().v2Status();
        return new Problem(
                "about:blank",
                HttpStatus.valueOf(status).getReasonPhrase(),
                status,
                refusal.getMessage(),
                refusal.code().v2Code(),
                refusal.errors());
    }
}
