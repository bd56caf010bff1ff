package id.kezbek.console.frame;

import id.kezbek.shared.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into a form that was refused, so that nothing typed is lost.
 *
 * @param form which of the page's forms; empty if none was sent
 * @param refusal why; null if none was sent
 */
public record Typed(
        String form, Map<String, String> values, @Nullable Refusal refusal) {

    public static Typed nothing() {
        return new Typed("", Map.of(), null);
    }

    /** The same for this form; nothing if another one was sent. */
    public Typed into(String other) {
        return form.equals(other) ? this : nothing();
    }

    public boolean isRefused() {
        return refusal != null;
    }

    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** What is wrong with a field. */
    public @Nullable String error(String field) {
        return refusal == null
                ? null
                : refusal.errors().stream()
                        .filter(error -> error.field().equals(field))
                        .map(Refusal.FieldError::reason)
                        .findFirst()
                        .orElse(null);
    }

    /** What is wrong with the whole; null if a field says it. */
    public @Nullable String message() {
        return refusal == null || !refusal.errors().isEmpty() ? null : refusal.getMessage();
    }
}
