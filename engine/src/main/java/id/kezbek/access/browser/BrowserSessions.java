package id.kezbek.access.browser;

import id.kezbek.access.AccessSettings;
import id.kezbek.access.BrowserSession;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.access.sessions.TokenCheck;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.RandomTexts;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of browsers' sessions. The browser has a random secret, and the table stores the secret's hash. A session
 * without requests ends after the setting {@code browserIdle}.
 */
@Component
public class BrowserSessions {

    public static final String TABLE = "access.browser_session";

    /**
     * The browser sends the cookie only with requests to these paths. The API accepts only tokens, so a page of another
     * site cannot call the API with the cookie.
     */
    private static final String PATH = "/console";

    private static final Set<String> LOG_OUT = Set.of(PATH + "/sign-out", PATH + "/sign-out-everywhere");

    /** 256 bits, written as 43 characters. */
    private static final int SECRET_BYTES = 32;

    private static final int SECRET_CHARACTERS = 43;

    /** The time of the last use is updated at most once in this time, so that most page requests write nothing. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private static final TokenCheck UNKNOWN = new TokenCheck.Unknown();
    private static final TokenCheck OVER = new TokenCheck.Expired(null);

    private record Row(byte[] secretHash, UUID session, Instant usedAt) {

        @Nullable
        Object[] fields() {
            return new @Nullable Object[] {secretHash, session, usedAt};
        }
    }

    private final JdbcClient jdbc;
    private final Sessions sessions;
    private final RowMac macs;
    private final SecurityEvents events;
    private final AccessSettings settings;
    private final SecureRandom random;
    private final Clock clock;
    private final Cookies cookie = new Cookies("cezbek-session");

    BrowserSessions(
            JdbcClient jdbc,
            Sessions sessions,
            RowMac macs,
            SecurityEvents events,
            AccessSettings settings,
            SecureRandom random,
            Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.macs = macs;
        this.events = events;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
    }

    public static boolean areFor(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    public static boolean isLogOut(HttpServletRequest request) {
        return request.getMethod().equals("POST") && LOG_OUT.contains(request.getServletPath());
    }

    /**
     * Deletes up to {@code limit} browser sessions that were last used before this time; returns how many were deleted.
     */
    public int forget(Instant usedBefore, int limit) {
        return jdbc.sql("""
                        delete from access.browser_session where secret_hash in
                          (select secret_hash from access.browser_session where used_at < ? order by used_at limit ?)""").params(Timestamp.from(usedBefore), limit).update();
    }

    /** The time of the last use in a browser, by session. The map does not contain sessions of API tokens. */
    public Map<UUID, Instant> usedAt(Collection<UUID> of) {
        return jdbc
                .sql("select session, max(used_at) from access.browser_session where session = any(?) group by session")
                .param(of.toArray(UUID[]::new))
                .query((row, n) -> Map.entry(
                        row.getObject(1, UUID.class), row.getTimestamp(2).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Gives the browser a new secret for this session. */
    public void open(Session session, HttpServletResponse response) {
        String secret = RandomTexts.urlSafe(random, SECRET_BYTES);
        Row row = new Row(Digests.sha256(secret), session.id(), now());
        jdbc.sql("insert into access.browser_session (secret_hash, session, used_at, mac) values (?, ?, ?, ?)")
                .params(row.secretHash(), row.session(), Timestamp.from(row.usedAt()), macs.of(TABLE, row.fields()))
                .update();
        cookie.write(response, secret, Duration.between(clock.instant(), session.endsAt()));
    }

    public void forget(HttpServletResponse response) {
        cookie.delete(response);
    }

    /**
     * Identifies the caller by the browser's cookie instead of a token. Also sets the request's {@link BrowserSession}.
     */
    public TokenCheck check(HttpServletRequest request) {
        Optional<String> secret = cookie.read(request).filter(value -> value.length() == SECRET_CHARACTERS);
        if (secret.isEmpty()) {
            return UNKNOWN;
        }
        Optional<Row> row = find(Digests.sha256(secret.get()));
        if (row.isEmpty() || !row.get().usedAt().plus(settings.browserIdle()).isAfter(clock.instant())) {
            return OVER;
        }
        Optional<Session> session = sessions.find(row.get().session());
        if (session.isEmpty()) {
            return suspended(row.get().session(), secret.get(), request);
        }
        note(row.get());
        request.setAttribute(BrowserSession.ATTRIBUTE, browserSession(session.get(), secret.get()));
        return new TokenCheck.Admitted(session.get().caller(), session.get());
    }

    /**
     * Only a log-out request gets the session as a request attribute, because the engine must check the token of the
     * log-out form.
     */
    private TokenCheck suspended(UUID id, String secret, HttpServletRequest request) {
        Optional<Session> session = sessions.findSuspended(id);
        if (session.isEmpty()) {
            return OVER;
        }
        if (isLogOut(request)) {
            request.setAttribute(BrowserSession.ATTRIBUTE, browserSession(session.get(), secret));
        }
        return new TokenCheck.Suspended(session.get());
    }

    private static BrowserSession browserSession(Session session, String secret) {
        return new BrowserSession(
                session.caller(), FormTokens.of(secret), session.openedAt(), session.endsAt(), Ids.text(session.id()));
    }

    private Optional<Row> find(byte[] secretHash) {
        return jdbc.sql("select secret_hash, session, used_at, mac from access.browser_session where secret_hash = ?")
                .param(secretHash)
                .query((row, n) -> believed(row))
                .optional()
                .flatMap(believed -> believed);
    }

    private Optional<Row> believed(ResultSet result) throws SQLException {
        Row row = row(result);
        if (macs.isTrue(result.getBytes("mac"), TABLE, row.fields())) {
            return Optional.of(row);
        }
        events.record(SecurityEvent.TAMPERING_FOUND, Actor.unknown(), TABLE + " " + Ids.text(row.session()));
        return Optional.empty();
    }

    private void note(Row row) {
        Instant now = now();
        if (row.usedAt().plus(NOTED_EVERY).isAfter(now)) {
            return;
        }
        Row used = new Row(row.secretHash(), row.session(), now);
        jdbc.sql("update access.browser_session set used_at = ?, mac = ? where secret_hash = ?")
                .params(Timestamp.from(now), macs.of(TABLE, used.fields()), row.secretHash())
                .update();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The fields that the MAC covers. */
    public static @Nullable Object[] fields(ResultSet result) throws SQLException {
        return row(result).fields();
    }

    private static Row row(ResultSet result) throws SQLException {
        return new Row(
                result.getBytes("secret_hash"),
                result.getObject("session", UUID.class),
                result.getTimestamp("used_at").toInstant());
    }
}
