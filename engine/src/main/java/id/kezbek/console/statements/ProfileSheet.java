package id.kezbek.console.statements;

import id.kezbek.console.operations.Path;
import id.kezbek.console.sheet.Input;
import id.kezbek.console.sheet.Input.Kind;
import id.kezbek.console.sheet.Sheet;
import id.kezbek.console.sheet.TypedRows;
import id.kezbek.shared.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The form of a statement profile: its fields, and a sample for a dry run. */
final class ProfileSheet {

    /** Names for separators, because people cannot see a tab or a comma well in a text field. */
    private static final Map<String, String> SEPARATORS =
            Map.of("COMMA", ",", "SEMICOLON", ";", "TAB", "\t", "PIPE", "|");

    private static final List<String> NAMED = List.of("encoding", "zone", "numbers", "sign", "fees");
    private static final List<String> MAPS = List.of("columns", "kinds", "wallets");
    private static final List<String> LISTS = List.of("times", "statuses");
    private static final List<String> TRAILER = List.of("rows", "total", "opening", "closing");

    private static final int TEXT_MAX = 60;
    private static final int ROWS_MAX = 6000;
    private static final int NOTE_MAX = 500;
    private static final int CODE_MAX = 30;
    private static final int DAY_LENGTH = 10;
    private static final int SAMPLE_MAX = 40_000;

    private ProfileSheet() {}

    static Sheet of(String name, String list, @Nullable StatementProfile now) {
        StatementProfile.@Nullable Body body = now == null ? null : now.profile();
        StatementProfile.@Nullable Trailer trailer = body == null ? null : body.trailer();
        return Sheet.proposal(
                "statements.profile",
                name,
                Path.of(list + "/{}", name),
                list,
                Input.hidden("base", now == null ? 0 : now.version()),
                Input.choice("separator", "COMMA", "SEMICOLON", "TAB", "PIPE")
                        .with(body == null ? null : separator(body.separator())),
                Input.choice("encoding", "UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252")
                        .with(body == null ? null : body.encoding()),
                Input.text("zone", TEXT_MAX).with(body == null ? "Asia/Jakarta" : body.zone()),
                Input.choice("numbers", "POINT", "COMMA").with(body == null ? null : body.numbers()),
                Input.choice("sign", "OUT_POSITIVE", "OUT_NEGATIVE", "BY_KIND").with(body == null ? null : body.sign()),
                Input.choice("fees", "NONE", "COLUMN", "ROWS").with(body == null ? null : body.fees()),
                Input.lines("times", ROWS_MAX).with(body == null ? null : String.join("\n", body.times())),
                Input.lines("columns", ROWS_MAX).with(body == null ? null : text(body.columns())),
                Input.lines("kinds", ROWS_MAX).optional().with(body == null ? null : text(body.kinds())),
                Input.lines("statuses", ROWS_MAX)
                        .optional()
                        .with(body == null || body.statuses() == null ? null : String.join("\n", body.statuses())),
                Input.lines("wallets", ROWS_MAX).optional().with(body == null ? null : text(body.wallets())),
                Input.text("mark", TEXT_MAX).optional().with(trailer == null ? null : trailer.mark()),
                place("rows", trailer == null ? null : (Integer) trailer.rows()),
                place("total", trailer == null ? null : trailer.total()),
                place("opening", trailer == null ? null : trailer.opening()),
                place("closing", trailer == null ? null : trailer.closing()),
                Input.lines("note", NOTE_MAX).with(now == null ? null : now.note()),
                Input.reason(),
                Input.text("provider", CODE_MAX).optional(),
                Input.text("day", DAY_LENGTH).optional(),
                Input.lines("sample", SAMPLE_MAX).optional());
    }

    private static Input place(String name, @Nullable Integer now) {
        return Input.of(name, Kind.NUMBER).optional().with(now);
    }

    private static String separator(String text) {
        return SEPARATORS.entrySet().stream()
                .filter(one -> one.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(text);
    }

    private static String text(@Nullable Map<String, String> pairs) {
        return Objects.requireNonNullElse(pairs, Map.<String, String>of()).entrySet().stream()
                .map(pair -> pair.getKey() + " = " + pair.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** The profile in the JSON format that the operations expect. */
    static Map<String, Object> profile(MultiValueMap<String, String> typed) {
        Map<String, Object> profile = new LinkedHashMap<>();
        put(profile, "separator", SEPARATORS.get(given(typed, "separator")));
        NAMED.forEach(name -> put(profile, name, given(typed, name)));
        LISTS.forEach(name -> profile.put(name, TypedRows.of(typed.getFirst(name))));
        MAPS.forEach(name -> profile.put(name, TypedRows.map(name, typed.getFirst(name))));
        if (!given(typed, "mark").isEmpty()) {
            Map<String, Object> trailer = new LinkedHashMap<>();
            trailer.put("mark", given(typed, "mark"));
            for (String name : TRAILER) {
                if (!given(typed, name).isEmpty()) {
                    trailer.put(name, TypedRows.number(given(typed, name)));
                }
            }
            profile.put("trailer", trailer);
        }
        return profile;
    }

    private static void put(Map<String, Object> profile, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            profile.put(name, text);
        }
    }

    static String given(MultiValueMap<String, String> typed, String name) {
        return Objects.requireNonNullElse(typed.getFirst(name), "").strip();
    }

    /** Removes the prefix {@code profile.} from the field names in a refusal, because the form has no prefixes. */
    static Refusal atFields(Refusal refusal) {
        List<Refusal.FieldError> errors = new ArrayList<>();
        for (Refusal.FieldError error : refusal.errors()) {
            String field = error.field().replaceFirst("^profile\\.(?:trailer\\.)?", "");
            errors.add(new Refusal.FieldError(field, error.reason()));
        }
        return new Refusal(refusal.code(), String.valueOf(refusal.getMessage()), errors);
    }
}
