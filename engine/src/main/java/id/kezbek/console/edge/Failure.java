package id.kezbek.console.edge;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal.FieldError;
import java.util.List;

/**
 * A refusal as the error page shows it.
 *
 * @param code the error code; the page shows a title for this code in the reader's language
 * @param words the key of the explanation
 * @param message the server's message in English
 * @param errors the errors of single fields
 * @param retryAfter the seconds until a retry may succeed; empty if a retry cannot help
 */
public record Failure(
        ErrorCode code, int status, String words, String message, List<FieldError> errors, String retryAfter) {}
