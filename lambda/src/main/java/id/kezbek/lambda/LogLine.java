package id.kezbek.lambda;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one line an event leaves in the log, as JSON: which trigger of which pool, and what came of it. Never whom it is
 * about, because a user name may be an address; and of the event only what has the shape of a name of Cognito's.
 */
final class LogLine {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private LogLine() {}

    static String of(Event event, String outcome) {
        return line(event.fields(), outcome, "");
    }

    static String refused(@Nullable Object json, Refused refused) {
        Map<?, ?> fields = json instanceof Map<?, ?> map ? map : Map.of();
        // Our own words: without quotes and line breaks, so that they need no escaping.
        return line(fields, "refused", ",\"reason\":\"" + refused.getMessage() + "\"");
    }

    private static String line(Map<?, ?> fields, String outcome, String more) {
        return "{\"trigger\":\"" + shown(fields.get("triggerSource")) + "\",\"pool\":\""
                + shown(fields.get("userPoolId")) + "\",\"outcome\":\"" + outcome + "\"" + more + "}\n";
    }

    private static String shown(@Nullable Object value) {
        return value instanceof String text && NAME.matcher(text).matches() ? text : "?";
    }
}
