package id.kezbek.shared.web;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import id.kezbek.shared.web.connections.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Writes refusals that concern security to the security log. All refusals pass through this class, so operations need
 * not log them.
 */
@Component
class RefusalEvents {

    private static final String CALLBACKS = "/api/callbacks/";
    private static final String SIGN_IN = "/api/v1/authorization/client";
    private static final String REFRESH = "/api/v2/sessions:refresh";
    private static final String APPROVALS = "/api/v2/approvals";

    private final SecurityEvents events;

    RefusalEvents(SecurityEvents events) {
        this.events = events;
    }

    void tell(Refusal refusal, HttpServletRequest request) {
        kind(refusal, request.getServletPath())
                .ifPresent(kind -> events.record(
                        kind,
                        actor(request),
                        ClientAddress.of(request),
                        refusal.code().v2Code() + " at " + request.getMethod() + " " + operation(request)));
    }

    private static Optional<SecurityEvent> kind(Refusal refusal, String path) {
        if (path.startsWith(CALLBACKS)) {
            return switch (refusal.code().fault()) {
                case CALLER, CONFLICT -> Optional.of(SecurityEvent.CALLBACK_REFUSED);
                case OUTSIDE, INSIDE -> Optional.empty();
            };
        }
        return switch (refusal.code()) {
            case FORBIDDEN ->
                Optional.of(path.startsWith(APPROVALS) ? SecurityEvent.APPROVAL_REFUSED : SecurityEvent.ROLE_REFUSED);
            case TOO_MANY_REQUESTS -> Optional.of(SecurityEvent.LIMIT_EXCEEDED);
            case PAYLOAD_TOO_LARGE -> Optional.of(SecurityEvent.WORK_REFUSED);
            case OTP_INVALID, PASSKEY_INVALID -> Optional.of(SecurityEvent.LOGIN_FAILED);
            case UNAUTHORIZED -> path.equals(SIGN_IN) ? Optional.of(SecurityEvent.SIGNATURE_REFUSED) : Optional.empty();
            case SESSION_EXPIRED -> path.equals(REFRESH) ? Optional.of(SecurityEvent.LOGIN_FAILED) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Actor actor(HttpServletRequest request) {
        if (request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller) {
            return Actor.of(caller);
        }
        return request.getAttribute(SecurityEvents.CLAIMED_ATTRIBUTE) instanceof Actor claimed
                ? claimed
                : Actor.unknown();
    }

    /** Uses the path pattern, because the path itself may contain a customer's number. */
    private static String operation(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? "" : pattern.toString();
    }
}
