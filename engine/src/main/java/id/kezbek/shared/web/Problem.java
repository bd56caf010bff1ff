package id.kezbek.shared.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import java.util.List;
import org.springframework.http.HttpStatus;

/**
 * Problem details (RFC 9457), v2's shape of a refusal.
 *
 * @param type always {@code about:blank}: {@code code} tells the kinds apart, and no address has to be kept alive
 * @param title the status in words, as the RFC asks for with {@code about:blank}
 * @param detail what happened, for people
 * @param code what happened, for programs; stable
 * @param errors the fields at fault, on a bad payload only
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
