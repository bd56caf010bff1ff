package id.kezbek.openapi.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that must be refused.
 *
 * @param what the error in it
 * @param path the path with its query
 */
record BadCall(String what, String method, String path, Map<String, String> headers, Body body) {

    private static final int SHOWN_MAX = 2_000;

    /** The bytes to send. A separate class, because arrays have no equality. */
    static final class Body {

        static final Body NONE = new Body(new byte[0]);

        private final byte[] bytes;

        private Body(byte[] bytes) {
            this.bytes = bytes;
        }

        static Body of(byte[] bytes) {
            return new Body(bytes.clone());
        }

        static Body of(String text) {
            return new Body(text.getBytes(StandardCharsets.UTF_8));
        }

        byte[] bytes() {
            return bytes.clone();
        }

        boolean isEmpty() {
            return bytes.length == 0;
        }

        /** The body as an argument of the shell's {@code printf}. */
        String printf() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < bytes.length && text.length() < SHOWN_MAX; i++) {
                boolean plain = bytes[i] >= ' ' && bytes[i] < 0x7f && "'\\%".indexOf(bytes[i]) < 0;
                text.append(plain ? Character.toString(bytes[i]) : "\\%03o".formatted(bytes[i] & 0xff));
            }
            return text + (text.length() < SHOWN_MAX ? "" : "… (" + bytes.length + " bytes)");
        }
    }

    BadCall with(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new BadCall(what, method, path, more, body);
    }

    /** The request as a command to run by hand, without the token, which ends with the test. */
    String curl(String baseUrl) {
        List<String> words = new ArrayList<>(List.of("printf '" + body.printf() + "' | curl -sS -i -X " + method));
        headers.forEach((name, value) -> words.add("-H '" + name + ": " + shown(name, value) + "'"));
        if (!body.isEmpty()) {
            words.add("--data-binary @-");
        }
        words.add("'" + baseUrl + path + "'");
        return String.join(" ", words);
    }

    private static String shown(String name, String value) {
        if (name.equalsIgnoreCase("authorization")) {
            return "Bearer $TOKEN";
        }
        return value.length() > SHOWN_MAX ? value.substring(0, 20) + "… (" + value.length() + ")" : value;
    }
}
