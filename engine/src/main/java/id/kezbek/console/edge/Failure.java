package id.kezbek.console.edge;

import id.kezbek.shared.Refusal.FieldError;
import java.util.List;

/**
 * A refusal as a page shows it.
 *
 * @param words the key of its words
 * @param message of the server, in English
 * @param errors of single fields
 * @param retryAfter seconds after which a repeat may succeed; empty if a repeat changes nothing
 */
public record Failure(int status, String words, String message, List<FieldError> errors, String retryAfter) {}
