package id.kezbek.access;

import id.kezbek.shared.security.Caller;
import java.time.Instant;

/**
 * The session of a person in a browser. The gate stores the session as a request attribute.
 *
 * @param formToken the token in each form of this session
 * @param id the id of the session in the audit log
 */
public record BrowserSession(Caller caller, String formToken, Instant openedAt, Instant endsAt, String id) {

    public static final String ATTRIBUTE = BrowserSession.class.getName();

    @Override
    public String toString() {
        return "BrowserSession[" + caller.role() + "]";
    }
}
