package id.kezbek.console.frame;

import id.kezbek.shared.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The values that a person typed into a form, and the refusal of the form.
 *
 * @param form the form's name; empty if no form was sent
 */
public record Typed(
        String form, Map<String, String> values, @Nullable Refusal refusal) {

    public static final Typed NOTHING = new Typed("", Map.of(), null);

    public static Typed of(String form, MultiValueMap<String, String> values, Refusal refusal) {
        return new Typed(form, values.toSingleValueMap(), refusal);
    }

    /** The values typed into the form with this name. Empty if the person sent another form of the page. */
    public Typed in(String name) {
        return form.equals(name) ? this : NOTHING;
    }

    public boolean isRefused() {
        return refusal != null;
    }

    public String get(String field) {
        return values.getOrDefault(field, "");
    }

    /** The error of a field. */
    public @Nullable String error(String field) {
        return refusal == null
                ? null
                : refusal.errors().stream()
                        .filter(error -> error.isOf(field))
                        .map(Refusal.FieldError::reason)
                        .findFirst()
                        .orElse(null);
    }

    public @Nullable String message() {
        return refusal == null ? null : refusal.getMessage();
    }
}
