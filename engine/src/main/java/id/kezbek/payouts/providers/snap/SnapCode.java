package id.kezbek.payouts.providers.snap;

import id.kezbek.payouts.providers.http.Json;
import id.kezbek.payouts.providers.http.Reply;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SNAP's response code: the HTTP status, the service and the case.
 *
 * @param status three digits
 * @param caseCode two digits
 */
record SnapCode(String status, String service, String caseCode) {

    private static final Pattern SHAPE = Pattern.compile("([1-5][0-9]{2})([0-9]{2})([0-9]{2})");

    /**
     * Reads the SNAP code of a service's response; empty if the code is missing or contradicts the HTTP status or the
     * service.
     */
    static Optional<SnapCode> of(Reply.Answered answered, String service) {
        return answered.json()
                .flatMap(json -> Json.text(json, "responseCode"))
                .map(SHAPE::matcher)
                .filter(Matcher::matches)
                .map(code -> new SnapCode(code.group(1), code.group(2), code.group(3)))
                .filter(code ->
                        code.service().equals(service) && code.status().equals(Integer.toString(answered.status())));
    }

    String key() {
        return status + "/" + caseCode;
    }

    String anyCase() {
        return status + "/*";
    }

    /** The code as a reason for staff and logs. */
    String reason() {
        return "SNAP_" + status + service + caseCode;
    }
}
