package id.kezbek.shared.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/**
 * The stream of security events: the logger {@code cezbek.security}, and the counter {@code cezbek.security.events} by kind.
 * An event says when, who, from which address and what. It holds no personal data: a person is a keyed hash or the id that
 * the audit log uses. A flood of one kind writes {@value #LINES_PER_MINUTE} lines a minute at most; the counter has them all.
 */
@Component
public class SecurityEvents {

    /** The logger's name, by which a log shipper parts this stream from the rest. */
    public static final String LOGGER = "cezbek.security";

    static final int LINES_PER_MINUTE = 100;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int HASH_BYTES = 8;
    private static final String NOBODY = "unknown";
    private static final Logger log = LoggerFactory.getLogger(LOGGER);

    /** The names are stable: alert rules and log searches use them. */
    public enum Kind {
        /** A code or challenge of a person's log-in was wrong. */
        LOG_IN_FAILED,
        /** A partner's signed log-in was refused. */
        SIGNATURE_REFUSED,
        /** A call came without a good token. */
        TOKEN_REFUSED,
        /** A call or a refresh came with a token that has ended or expired. */
        TOKEN_ENDED,
        /** The caller's role, duty or standing does not allow the call. */
        FORBIDDEN,
        /** An address, partner or account calls or guesses too often. */
        LIMIT_REACHED,
        /** A provider's callback has no good signature or time, or contradicts the books. */
        CALLBACK_REFUSED,
        /** A proposal was made or decided. */
        APPROVAL,
        /** A credential or signing key was made, changed or ended, or the master key was replaced. */
        KEY_CHANGED,
        /** A person of the staff or of a partner was added, changed or removed, or logged in. */
        PERSON,
        /** Another act that stands in the audit log. */
        ACT,
        /** A database row does not carry the MAC that the engine would have given it. */
        ROW_NOT_BELIEVED,
        /** Somebody came in with a break-glass code. */
        BREAK_GLASS
    }

    private static final class Window {

        private long startedMillis;
        private int lines;
        private long leftOut;

        /** How many were left out before this line; negative where the line itself is left out. */
        synchronized long admit(long nowMillis) {
            if (nowMillis - startedMillis >= WINDOW.toMillis() || nowMillis < startedMillis) {
                startedMillis = nowMillis;
                lines = 0;
            }
            if (lines >= LINES_PER_MINUTE) {
                leftOut++;
                return -1;
            }
            lines++;
            long before = leftOut;
            leftOut = 0;
            return before;
        }
    }

    private final KeyedHash keyedHash;
    private final Clock clock;
    private final Map<Kind, Counter> counters = new EnumMap<>(Kind.class);
    private final Map<Kind, Window> windows = new EnumMap<>(Kind.class);

    public SecurityEvents(KeyedHash keyedHash, MeterRegistry meters, Clock clock) {
        this.keyedHash = keyedHash;
        this.clock = clock;
        Arrays.stream(Kind.values()).forEach(kind -> {
            counters.put(
                    kind,
                    Counter.builder("cezbek.security.events")
                            .description("Security events, each also a line of the logger " + LOGGER)
                            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                            .register(meters));
            windows.put(kind, new Window());
        });
    }

    /**
     * Records what a caller did or tried.
     *
     * @param caller null where nobody has signed in
     * @param what in a few words and ids, without personal data
     */
    public void record(Kind kind, @Nullable Caller caller, String what) {
        record(kind, () -> caller == null ? NOBODY : name(caller), what);
    }

    /** As {@link #record(Kind, Caller, String)}, with the id of who acted instead of a caller. */
    public void record(Kind kind, String who, String what) {
        record(kind, () -> who, what);
    }

    private void record(Kind kind, Supplier<String> who, String what) {
        counters.get(kind).increment();
        long leftOut = windows.get(kind).admit(clock.millis());
        if (leftOut < 0) {
            return;
        }
        LoggingEventBuilder line = log.atInfo()
                .addKeyValue("event", kind.name())
                .addKeyValue("who", who.get())
                .addKeyValue("address", CallOrigin.address().orElse("-"))
                .addKeyValue("what", what);
        if (leftOut > 0) {
            line = line.addKeyValue("leftOut", leftOut);
        }
        line.log("Security event");
    }

    /** A partner by its code; a person by a keyed hash, which is the same each time and tells nobody's address. */
    private String name(Caller caller) {
        if (caller.role() == Role.PARTNER) {
            return "partner " + caller.subject();
        }
        byte[] hash = keyedHash.of("security event", caller.subject().toLowerCase(Locale.ROOT));
        return caller.role() + " " + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    }
}
