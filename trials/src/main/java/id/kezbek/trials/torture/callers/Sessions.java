package id.kezbek.trials.torture.callers;

import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.NoAnswer;
import id.kezbek.sandbox.client.PartnerClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The partners' sessions. All callers share one session of each partner, because a partner can log in at most once per
 * second.
 */
final class Sessions {

    private record Session(PartnerClient client, Instant since) {}

    private static final Duration SIGN_IN_PAUSE = Duration.ofMillis(1_100);
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(2);

    private final Map<String, Credentials> credentials;
    private final Map<String, Session> sessions = new HashMap<>();
    private final InstantSource clock = InstantSource.system();

    Sessions(Map<String, Credentials> credentials) {
        this.credentials = Map.copyOf(credentials);
    }

    /**
     * The partner's client at a process. Logs in if there is no session or the session is old.
     *
     * @throws NoAnswer if the log-in fails now
     */
    synchronized PartnerClient at(HttpCalls process, String partner) {
        Session session = sessions.get(partner);
        if (session == null) {
            return signIn(process, partner).client();
        }
        if (session.since().plus(RENEWED_AFTER).isBefore(clock.instant())) {
            try {
                return signIn(process, partner).client();
            } catch (NoAnswer notNow) {
                // The current token is still valid: it is renewed long before it expires.
                return session.client().at(process);
            }
        }
        return session.client().at(process);
    }

    private Session signIn(HttpCalls process, String partner) {
        Credentials known = credentials.get(partner);
        if (known == null) {
            throw new IllegalArgumentException("No credentials for " + partner);
        }
        Session session = new Session(PartnerClient.signIn(process, known, clock), clock.instant());
        sessions.put(partner, session);
        return session;
    }

    /** Removes a session that the engine refused, unless another caller has just replaced the session. */
    synchronized void refused(String partner) {
        Session session = sessions.get(partner);
        if (session != null && session.since().plus(SIGN_IN_PAUSE).isBefore(clock.instant())) {
            sessions.remove(partner);
        }
    }
}
