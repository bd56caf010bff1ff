package id.kezbek.lambda;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one log line of an event, as JSON: trigger, pool and outcome. The line does not contain the user name, because a
 * user name may be an e-mail address. It contains a value of the event only if the value has the form of Cognito's
 * names.
 */
final class LogLine {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private LogLine() {}

    static String of(Event event, String outcome) {
        return line(event.fields(), outcome, "");
    }

    static String refused(@Nullable Object json, Refused refused) {
        Map<?, ?> fields = json instanceof Map<?, ?> map ? map : Map.of();
        // The function's own messages contain no quotes or line breaks, so they need no escaping.
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
