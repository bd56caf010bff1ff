package id.kezbek.reconciliation.web;

import id.kezbek.reconciliation.profiles.Profile;
import id.kezbek.shared.Texts;
import id.kezbek.shared.web.reading.Fields;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a profile that a person wrote. For each invalid field, the error contains the valid values. */
final class ProfileFields {

    private static final Set<String> SEPARATORS = Set.of(",", ";", "\t", "|");
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252");
    private static final Set<String> NAMES = Set.of(
            "separator",
            "encoding",
            "zone",
            "numbers",
            "sign",
            "fees",
            "times",
            "columns",
            "kinds",
            "statuses",
            "wallets",
            "trailer");
    private static final Set<String> TRAILER_NAMES = Set.of("mark", "rows", "total", "opening", "closing");
    private static final Pattern KIND = Pattern.compile("[+-]?(PAYMENT|FEE|VAT|REVERSAL|TOP_UP|OTHER)");
    private static final Pattern WALLET = Pattern.compile("[A-Z][A-Z0-9_]{0,19}");
    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2026, 11, 28, 13, 45, 59);
    private static final int TEXT_MAX = 60;
    private static final int ENTRIES_MAX = 50;
    private static final int TIMES_MAX = 5;
    private static final int PLACE_MAX = 199;
    private static final String ISO = "ISO";

    private final Fields fields;
    private final JsonNode profile;
    private final String at;

    private ProfileFields(Fields fields, JsonNode profile, String at) {
        this.fields = fields;
        this.profile = profile;
        this.at = at + ".";
    }

    /** Reads the profile from a field of a request body. Errors name fields below this field. */
    static Profile.Body read(Fields fields, String name) {
        return new ProfileFields(fields, fields.object(name), name).body();
    }

    private Profile.Body body() {
        refuseOthers(profile, NAMES, at);
        Map<String, String> columns = columns();
        Profile.Sign sign = oneOf("sign", Profile.Sign.class);
        Profile.Body body = new Profile.Body(
                word("separator", SEPARATORS, "a comma, a semicolon, a tab or |"),
                word("encoding", ENCODINGS, "one of UTF-8, UTF-16LE, UTF-16BE, ISO-8859-1, windows-1252"),
                zone(),
                oneOf("numbers", Profile.Numbers.class),
                sign,
                oneOf("fees", Profile.FeeStyle.class),
                times(),
                columns,
                map(
                        "kinds",
                        KIND.asMatchPredicate(),
                        "PAYMENT, FEE, VAT, REVERSAL, TOP_UP or OTHER, with + in front if it increases our balance and - if it reduces it"),
                texts("statuses", ENTRIES_MAX),
                map("wallets", WALLET.asMatchPredicate(), "a wallet code, for example GPAID"),
                trailer());
        needsColumn(sign == Profile.Sign.BY_KIND, columns, "kind", "sign", "says BY_KIND");
        needsColumn(!body.kinds().isEmpty(), columns, "kind", "kinds", "are given");
        needsColumn(!body.statuses().isEmpty(), columns, "status", "statuses", "are given");
        needsColumn(columns.containsKey("type"), columns, "kind", "columns.type", "is given");
        needsColumn(body.fees() == Profile.FeeStyle.COLUMN, columns, "fee", "fees", "says COLUMN");
        return body;
    }

    private void needsColumn(boolean isNeeded, Map<String, String> columns, String meaning, String name, String why) {
        if (isNeeded && !columns.containsKey(meaning)) {
            fault(name, why + ", so columns must name " + meaning);
        }
    }

    private Map<String, String> columns() {
        Map<String, String> columns = map("columns", header -> true, "the header text of a column");
        columns.keySet().stream()
                .filter(meaning -> !Profile.MEANINGS.contains(meaning))
                .sorted()
                .forEach(meaning -> fault(
                        "columns." + shown(meaning),
                        "is unknown; it must be one of "
                                + String.join(
                                        ", ", Profile.MEANINGS.stream().sorted().toList())));
        for (String needed : List.of("amount", "at")) {
            if (!columns.containsKey(needed)) {
                fault("columns." + needed, "is required");
            }
        }
        Set<String> headers = new HashSet<>();
        columns.forEach((meaning, header) -> {
            if (!headers.add(header.toLowerCase(Locale.ROOT))) {
                fault("columns." + shown(meaning), "names a column that is already assigned to another field");
            }
        });
        return columns;
    }

    private String zone() {
        String zone = text(profile.path("zone"), "zone");
        try {
            return zone.isEmpty() ? "UTC" : ZoneId.of(zone).getId();
        } catch (DateTimeException unknown) {
            fault("zone", "must be a time zone, for example Asia/Jakarta or UTC");
            return "UTC";
        }
    }

    private List<String> times() {
        List<String> times = texts("times", TIMES_MAX);
        if (times.isEmpty()) {
            fault("times", "must name a format: ISO, or a pattern, for example dd/MM/yyyy HH:mm:ss");
            return List.of(ISO);
        }
        for (int i = 0; i < times.size(); i++) {
            if (!times.get(i).equals(ISO) && !isTime(times.get(i))) {
                fault(
                        "times[" + i + "]",
                        "must be ISO, or a pattern with all parts from year to minute, for example dd/MM/yyyy HH:mm:ss");
            }
        }
        return times;
    }

    private static boolean isTime(String pattern) {
        try {
            DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
            return LocalDateTime.parse(ANY_TIME.format(format), format)
                    .withSecond(0)
                    .equals(ANY_TIME.withSecond(0));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            return false;
        }
    }

    private Profile.@Nullable Trailer trailer() {
        JsonNode trailer = profile.path("trailer");
        if (trailer.isMissingNode() || trailer.isNull()) {
            return null;
        }
        if (!trailer.isObject()) {
            fault("trailer", "must be a JSON object, or null for files without a last row");
            return null;
        }
        refuseOthers(trailer, TRAILER_NAMES, at + "trailer.");
        Integer rows = place(trailer, "rows");
        if (rows == null) {
            fault("trailer.rows", "is required: the index of the column with the number of rows, counted from 0");
        }
        return new Profile.Trailer(
                text(trailer.path("mark"), "trailer.mark"),
                rows == null ? 0 : rows,
                place(trailer, "total"),
                place(trailer, "opening"),
                place(trailer, "closing"));
    }

    private @Nullable Integer place(JsonNode trailer, String name) {
        JsonNode node = trailer.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0 || node.intValue() > PLACE_MAX) {
            fault("trailer." + name, "must be the index of a column, from 0 to " + PLACE_MAX);
            return 0;
        }
        return node.intValue();
    }

    private <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        String text = profile.path(name).isString() ? profile.path(name).stringValue() : "";
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        fault(name, "must be one of " + String.join(", ", names(type)));
        return type.getEnumConstants()[0];
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type) {
        List<String> names = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            names.add(value.name());
        }
        return names;
    }

    private String word(String name, Set<String> allowed, String what) {
        String text = profile.path(name).isString() ? profile.path(name).stringValue() : "";
        if (!allowed.contains(text)) {
            fault(name, "must be " + what);
            return allowed.iterator().next();
        }
        return text;
    }

    private List<String> texts(String name, int max) {
        JsonNode list = profile.path(name);
        List<String> texts = new ArrayList<>();
        if (list.isMissingNode() || list.isNull()) {
            return texts;
        }
        if (!list.isArray() || list.size() > max) {
            fault(name, "must be a list of at most " + max + " strings");
            return texts;
        }
        for (int i = 0; i < list.size(); i++) {
            texts.add(text(list.get(i), name + "[" + i + "]"));
        }
        return texts;
    }

    private Map<String, String> map(String name, Predicate<String> isRight, String what) {
        JsonNode object = profile.path(name);
        Map<String, String> map = new LinkedHashMap<>();
        if (object.isMissingNode() || object.isNull()) {
            return map;
        }
        if (!object.isObject() || object.size() > ENTRIES_MAX) {
            fault(name, "must be a JSON object with at most " + ENTRIES_MAX + " strings");
            return map;
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String key = entry.getKey();
            if (key.isBlank() || key.length() > TEXT_MAX || Texts.hasControlCharacters(key)) {
                fault(name, "must have keys of 1 to " + TEXT_MAX + " visible characters");
                continue;
            }
            String value = text(entry.getValue(), name + "." + shown(key));
            if (!value.isEmpty() && !isRight.test(value)) {
                fault(name + "." + shown(key), "must be " + what);
            }
            map.put(key, value);
        }
        return map;
    }

    private String text(JsonNode node, String name) {
        String text = node.isString() ? node.stringValue() : "";
        if (text.isBlank() || text.length() > TEXT_MAX || Texts.hasControlCharacters(text)) {
            fault(name, "must be a string of 1 to " + TEXT_MAX + " visible characters");
            return "";
        }
        return text;
    }

    private void refuseOthers(JsonNode object, Set<String> known, String place) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                fields.fault(place + shown(name), "is unknown; remove it");
            }
        }
    }

    private void fault(String name, String reason) {
        fields.fault(at + name, reason);
    }

    private static String shown(String key) {
        return key.length() > TEXT_MAX || Texts.hasControlCharacters(key) ? "?" : key;
    }
}
