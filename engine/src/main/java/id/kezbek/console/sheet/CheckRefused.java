package id.kezbek.console.sheet;

import id.kezbek.console.frame.Screen;
import id.kezbek.shared.Refusal;
import java.util.List;
import org.springframework.util.LinkedMultiValueMap;

/**
 * An incomplete form that cannot be checked yet.
 *
 * @param refusal the refusal with the errors of the fields
 */
public record CheckRefused(Sheet sheet, Refusal refusal) {

    public static final String TEMPLATE = "sheet/unchecked";

    public static CheckRefused of(Sheet sheet, Refusal refusal) {
        return new CheckRefused(sheet, refusal);
    }

    /** The labels of the form's fields that have an error. */
    public List<String> fields(Screen screen) {
        Sheet refused = sheet.filled(new LinkedMultiValueMap<>(), refusal);
        return refused.inputs().stream()
                .filter(input -> refused.error(input.name()) != null)
                .map(input -> screen.text("sheet.field." + input.name()))
                .toList();
    }
}
