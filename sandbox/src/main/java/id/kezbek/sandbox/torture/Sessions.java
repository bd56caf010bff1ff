package id.kezbek.sandbox.torture;

import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.PartnerClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The partners' sessions, one each, shared by all callers: a partner signs in at most once a second. */
final class Sessions {

    private record Session(PartnerClient client, Instant since) {}

    private static final Duration SIGN_IN_PAUSE = Duration.ofMillis(1_100);

    private final Map<String, Credentials> credentials;
    private final Map<String, Session> sessions = new HashMap<>();
    private final InstantSource clock = InstantSource.system();

    Sessions(Map<String, Credentials> credentials) {
        this.credentials = Map.copyOf(credentials);
    }

    /**
     * The partner at a process, signed in there where it is nowhere yet.
     *
     * @throws id.kezbek.sandbox.client.NoAnswer where the process does not let it in now
     */
    synchronized PartnerClient at(HttpCalls process, String partner) {
        Session session = sessions.get(partner);
        if (session == null) {
            Credentials known = credentials.get(partner);
            if (known == null) {
                throw new IllegalArgumentException("There are no credentials of " + partner);
            }
            session = new Session(PartnerClient.signIn(process, known, clock), clock.instant());
            sessions.put(partner, session);
        }
        return session.client().at(process);
    }

    /** Forgets a session that was refused, unless it is so new that another caller has just replaced it. */
    synchronized void refused(String partner) {
        Session session = sessions.get(partner);
        if (session != null && session.since().plus(SIGN_IN_PAUSE).isBefore(clock.instant())) {
            sessions.remove(partner);
        }
    }
}
