package id.kezbek.console.approvals;

import id.kezbek.console.frame.Change;
import id.kezbek.console.frame.Screen;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The changes of a proposal, field by field: the current values and the proposed ones. */
final class Differences {

    /** Fields that only the engine uses, so the page does not show them. */
    private static final Set<String> HIDDEN = Set.of("id", "base", "follows", "backtest", "ends");

    private Differences() {}

    static List<Change> of(Screen screen, Proposal proposal) {
        Map<String, String> after = flat(screen, proposal.arguments());
        Map<String, String> before = proposal.before() == null ? Map.of() : flat(screen, proposal.before());
        Set<String> fields = new LinkedHashSet<>(after.keySet());
        fields.addAll(before.keySet());
        return fields.stream()
                .filter(field -> !HIDDEN.contains(field))
                .map(field -> Change.of(
                        label(screen, field),
                        before.get(field),
                        after.get(field),
                        value -> screen.written().value(field, value)))
                .toList();
    }

    private static String label(Screen screen, String field) {
        String known = screen.code("approvals.field", field);
        return known.equals(field) ? field.replace('_', ' ') : known;
    }

    /** Turns lists and objects into single fields, for example {@code tiers 1 code}. */
    private static Map<String, String> flat(Screen screen, Map<String, Object> arguments) {
        Map<String, String> fields = new LinkedHashMap<>();
        arguments.forEach((name, value) -> put(screen, fields, name, value));
        return fields;
    }

    private static void put(Screen screen, Map<String, String> fields, String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Map<?, ?> group -> group.forEach((inner, one) -> put(screen, fields, name + " " + inner, one));
            case List<?> list -> {
                int number = 0;
                for (Object one : list) {
                    number++;
                    put(screen, fields, name + " " + number, one);
                }
            }
            case Boolean yes -> fields.put(name, screen.text(yes ? "frame.yes" : "frame.no"));
            default -> fields.put(name, value.toString());
        }
    }
}
