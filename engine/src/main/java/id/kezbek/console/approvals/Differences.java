package id.kezbek.console.approvals;

import id.kezbek.console.frame.Change;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The changes of a proposal: for each field, the current and the proposed value in the reader's language. */
final class Differences {

    /** Fields for the engine only. The page does not show them. */
    static final Set<String> HIDDEN = Set.of("id", "base", "follows", "backtest", "payouts", "first", "digest");

    /** The page shows such a field only if its value is true. */
    private static final List<String> ENDS = List.of("ends");

    /** People choose the values in these fields, so the page shows the values unchanged. */
    static final Set<String> OF_PEOPLE = Set.of("columns", "kinds", "wallets");

    /** The prefixes of the text keys for the names of fields. */
    static final List<String> FIELDS = List.of("approvals.field", "sheet.field");

    private static final List<String> VALUES = List.of("approvals.value", "sheet.option");
    private static final Map<String, String> VALUES_OF = Map.of(
            "movement", "accounting.movement",
            "outcome", "payouts.outcome");

    /**
     * The prefix of the text keys for values, by kind of proposal and field. In other kinds of proposals, this field
     * contains free text.
     */
    private static final Map<String, String> VALUES_OF_KIND = Map.of(
            "DECIDE_PAYOUTS decision", "payouts.bulk.decision",
            "CREDIT_NOTE kind", "invoices.line",
            "CHANGE_TEMPLATE name", "templates.name");

    private static final Map<String, String> PAGES = Map.of(
            "partner", "/console/partners/{}",
            "provider", "/console/providers/{}",
            "payout", "/console/payouts/{}",
            "break_id", "/console/breaks/{}",
            "month", "/console/months/{}");

    private Differences() {}

    static List<Change> of(Screen screen, Proposal proposal) {
        Map<List<String>, String> after = flat(screen, proposal.arguments());
        Map<List<String>, String> before = proposal.before() == null ? Map.of() : flat(screen, proposal.before());
        Set<List<String>> fields = new LinkedHashSet<>(after.keySet());
        fields.addAll(before.keySet());
        return fields.stream()
                .filter(field -> !HIDDEN.contains(field.getFirst()))
                .filter(field -> !field.equals(ENDS)
                        || Boolean.TRUE.equals(proposal.arguments().get(ENDS.getFirst())))
                .map(field -> Change.of(
                                label(screen, field),
                                before.get(field),
                                after.get(field),
                                value -> shown(screen, proposal.kind(), field, value))
                        .linked(link(screen, field, after.get(field))))
                .toList();
    }

    /** The label of a field, for example {@code Tier 1 Reward 2 Amount}. */
    private static String label(Screen screen, List<String> field) {
        List<String> names = new ArrayList<>();
        boolean isOfPeople = false;
        for (String name : field) {
            names.add(isOfPeople ? name : name(screen, name));
            isOfPeople |= OF_PEOPLE.contains(name);
        }
        return String.join(" ", names);
    }

    private static String name(Screen screen, String field) {
        return text(screen, FIELDS.stream().map(prefix -> prefix + "." + field))
                .orElseGet(() -> field.replace('_', ' '));
    }

    /**
     * The keys under which a text for the code may exist. Empty if people chose the value freely.
     *
     * @param kind the kind of the proposal
     */
    static Stream<String> keysOf(String kind, List<String> path, String value) {
        if (path.stream().anyMatch(OF_PEOPLE::contains)) {
            return Stream.empty();
        }
        String field = path.getLast();
        return Stream.of(
                        VALUES.stream().map(prefix -> prefix + "." + field),
                        Stream.ofNullable(VALUES_OF.get(field)),
                        Stream.ofNullable(VALUES_OF_KIND.get(kind + " " + field)))
                .flatMap(prefixes -> prefixes)
                .map(prefix -> prefix + "." + value);
    }

    private static String shown(Screen screen, String kind, List<String> field, String value) {
        return text(screen, keysOf(kind, field, value))
                .orElseGet(() -> screen.written().value(field.getLast(), value));
    }

    private static Optional<String> text(Screen screen, Stream<String> keys) {
        return keys.flatMap(key -> screen.words().find(screen.language(), key).stream())
                .findFirst();
    }

    private static @Nullable String link(Screen screen, List<String> field, @Nullable String value) {
        String page = field.size() == 1 ? PAGES.get(field.getFirst()) : null;
        return page == null || value == null ? null : screen.link(Path.of(page, value));
    }

    /** Converts nested lists and objects to single values. Each value has a path of field names. */
    private static Map<List<String>, String> flat(Screen screen, Map<String, Object> arguments) {
        Map<List<String>, String> fields = new LinkedHashMap<>();
        arguments.forEach((name, value) -> put(screen, fields, List.of(name), value));
        return fields;
    }

    private static void put(
            Screen screen, Map<List<String>, String> fields, List<String> path, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Map<?, ?> group -> group.forEach((inner, one) -> put(screen, fields, and(path, inner), one));
            case List<?> list -> {
                int number = 0;
                for (Object one : list) {
                    number++;
                    put(screen, fields, and(path, number), one);
                }
            }
            case Boolean yes -> fields.put(path, screen.text(yes ? "frame.yes" : "frame.no"));
            default -> fields.put(path, value.toString());
        }
    }

    private static List<String> and(List<String> path, Object name) {
        return Stream.concat(path.stream(), Stream.of(name.toString())).toList();
    }
}
