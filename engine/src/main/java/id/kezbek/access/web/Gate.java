package id.kezbek.access.web;

import id.kezbek.access.browser.BrowserSessions;
import id.kezbek.access.sessions.TokenCheck;
import id.kezbek.access.sessions.Tokens;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import id.kezbek.shared.web.ErrorAnswers;
import id.kezbek.shared.web.bodies.OpenBodies;
import id.kezbek.shared.web.connections.ClientAddress;
import id.kezbek.shared.web.reading.OneHeader;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The only filter that all requests pass. On v1's paths, the gate first checks the header {@code x-client-channel}.
 * Then the gate checks the token. A request without a valid token continues only to open paths. {@link RoleCheck}
 * checks the roles.
 */
final class Gate implements Filter {

    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;
    private final BrowserSessions browserSessions;
    private final OpenPaths openPaths;
    private final PartnerStanding standing;
    private final ErrorAnswers answers;
    private final SecurityEvents events;

    Gate(
            Tokens tokens,
            BrowserSessions browserSessions,
            OpenPaths openPaths,
            PartnerStanding standing,
            ErrorAnswers answers,
            SecurityEvents events) {
        this.tokens = tokens;
        this.browserSessions = browserSessions;
        this.openPaths = openPaths;
        this.standing = standing;
        this.answers = answers;
        this.events = events;
    }

    @Override
    public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) anyRequest;
        HttpServletResponse response = (HttpServletResponse) anyResponse;
        @Nullable Refusal refusal = refusal(request);
        if (refusal == null) {
            chain.doFilter(request, response);
        } else {
            answers.write(refusal, request, response);
        }
    }

    private @Nullable Refusal refusal(HttpServletRequest request) {
        String path = request.getServletPath();
        if (!isRightChannel(request, path)) {
            return new Refusal(ErrorCode.INVALID_CHANNEL, "invalid channel");
        }
        TokenCheck check;
        try {
            check = check(request);
        } catch (Refusal nobodyCanSay) {
            return refusalUnlessOpen(request, nobodyCanSay);
        }
        return switch (check) {
            case TokenCheck.Admitted admitted -> {
                request.setAttribute(Caller.ATTRIBUTE, admitted.caller());
                request.setAttribute(SessionsController.SESSION, admitted.session());
                yield openPaths.isShut(request)
                        ? new Refusal(ErrorCode.NO_SUCH_PATH, "this path does not exist")
                        : standing.refusal(admitted.caller(), request);
            }
            case TokenCheck.Suspended suspended
            when isLogOut(request) -> {
                request.setAttribute(Caller.ATTRIBUTE, suspended.session().caller());
                request.setAttribute(SessionsController.SESSION, suspended.session());
                yield null;
            }
            case TokenCheck.Suspended suspended -> {
                tell(suspended.session().caller(), request);
                yield refusalUnlessOpen(request, new Refusal(ErrorCode.SESSION_EXPIRED, "session expired"));
            }
            case TokenCheck.Expired expired -> {
                tell(expired.ended(), request);
                yield refusalUnlessOpen(request, new Refusal(ErrorCode.SESSION_EXPIRED, "session expired"));
            }
            case TokenCheck.Unknown unknown -> {
                if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
                    events.record(
                            SecurityEvent.TOKEN_REFUSED,
                            Actor.unknown(),
                            ClientAddress.of(request),
                            request.getMethod());
                }
                yield refusalUnlessOpen(request, new Refusal(ErrorCode.UNAUTHORIZED, "unauthorized"));
            }
        };
    }

    private static boolean isRightChannel(HttpServletRequest request, String path) {
        Optional<Channel> demanded = Channel.of(path);
        return demanded.isEmpty() || demanded.get().name().equals(OneHeader.of(request, Channel.HEADER));
    }

    /**
     * An officer of a suspended partner may log out. Otherwise the session would be usable again after the partner is
     * reactivated.
     */
    private static boolean isLogOut(HttpServletRequest request) {
        return BrowserSessions.isLogOut(request)
                || request.getMethod().equals("DELETE")
                        && request.getServletPath().equals(SessionsController.CURRENT);
    }

    private TokenCheck check(HttpServletRequest request) {
        TokenCheck known = look(request);
        // Another process may have just ended the session or credential. So the token is checked again after a reload
        // of the settings.
        Optional<Caller> caller = switch (known) {
            case TokenCheck.Admitted admitted -> Optional.of(admitted.caller());
            case TokenCheck.Suspended suspended ->
                Optional.of(suspended.session().caller());
            case TokenCheck.Expired expired -> Optional.empty();
            case TokenCheck.Unknown unknown -> Optional.empty();
        };
        return caller.isPresent() && standing.catchUp(caller.get(), request) ? look(request) : known;
    }

    /** The console's pages accept only the browser's cookie; the API accepts only tokens. */
    private TokenCheck look(HttpServletRequest request) {
        return BrowserSessions.areFor(request)
                ? browserSessions.check(request)
                : check(OneHeader.of(request, HttpHeaders.AUTHORIZATION));
    }

    private TokenCheck check(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new TokenCheck.Unknown();
        }
        return tokens.check(authorization.substring(SCHEME.length()));
    }

    /**
     * Records a security event only for a token that ended before its expiry, because this token may be stolen. An
     * expired token is no security event.
     */
    private void tell(@Nullable Caller ended, HttpServletRequest request) {
        if (ended != null) {
            events.record(
                    SecurityEvent.ENDED_TOKEN_USED, Actor.of(ended), ClientAddress.of(request), request.getMethod());
        }
    }

    private @Nullable Refusal refusalUnlessOpen(HttpServletRequest request, Refusal refusal) {
        return openPaths.contains(request) ? OpenBodies.refusal(request) : refusal;
    }
}
