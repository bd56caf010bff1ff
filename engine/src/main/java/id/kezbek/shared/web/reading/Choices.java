package id.kezbek.shared.web.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a list in which each text is one of a few known texts. */
public final class Choices {

    private Choices() {}

    /**
     * The chosen values without repetitions; empty if the field is absent or null.
     *
     * @param find finds the value of a text
     * @param expected the known texts, for the error message
     */
    public static <T> List<T> optional(
            Fields fields, String name, Function<String, Optional<T>> find, List<String> expected) {
        @Nullable JsonNode list = fields.node(name);
        if (list == null || list.isNull()) {
            return List.of();
        }
        List<T> chosen = new ArrayList<>();
        boolean isSound = list.isArray() && list.size() <= expected.size();
        if (isSound) {
            for (JsonNode one : list) {
                Optional<T> found = one.isString() ? find.apply(one.stringValue()) : Optional.empty();
                isSound &= found.isPresent();
                found.ifPresent(chosen::add);
            }
        }
        if (!isSound) {
            fields.fault(name, "must be a list with these values: " + String.join(", ", expected));
            return List.of();
        }
        return chosen.stream().distinct().toList();
    }
}
