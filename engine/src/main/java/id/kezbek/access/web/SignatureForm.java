package id.kezbek.access.web;

import id.kezbek.access.signin.RequestSignature;
import id.kezbek.shared.web.reading.Fields;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers and the body of a partner's log-in and checks only their format. All later checks refuse the log-in
 * without a reason.
 */
final class SignatureForm {

    static final String API_KEY = "x-api-key";
    static final String TIMESTAMP = "x-client-timestamp";
    static final String SIGNATURE = "x-client-signature";

    private static final int CODE_MAX = 10;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,10}");
    /** Unix time with at most 12 digits: enough for all realistic times, and the number cannot overflow. */
    private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,12}");

    /** The headers by name; a header that is absent or repeated is null. */
    interface Headers {
        @Nullable
        String get(String name);
    }

    private SignatureForm() {}

    static RequestSignature read(Headers headers, byte[] body) {
        return Fields.read(body, fields -> {
            String apiKey = required(fields, headers, API_KEY);
            String timestamp = required(fields, headers, TIMESTAMP);
            String signature = required(fields, headers, SIGNATURE);
            String code = fields.text("code", CODE_MAX, CODE, "1 to 10 letters and digits");
            return new RequestSignature(
                    apiKey, code.toUpperCase(Locale.ROOT), unixSeconds(fields, timestamp), signature);
        });
    }

    private static String required(Fields fields, Headers headers, String name) {
        String value = headers.get(name);
        if (value == null || value.isBlank()) {
            fields.fault(name, "is required as a header, once");
            return "";
        }
        return value;
    }

    private static long unixSeconds(Fields fields, String timestamp) {
        if (!UNIX_SECONDS.matcher(timestamp).matches()) {
            if (!timestamp.isEmpty()) {
                fields.fault(TIMESTAMP, "must be Unix time in seconds, such as 1767225600");
            }
            return 0;
        }
        return Long.parseLong(timestamp);
    }
}
