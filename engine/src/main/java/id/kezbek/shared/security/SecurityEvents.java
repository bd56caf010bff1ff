package id.kezbek.shared.security;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The security log. Each event writes a line to the logger {@value #LOGGER} and increments a counter. The counter is
 * exact. The number of lines is limited for each kind of event and each IP address, so that an attack cannot fill the
 * log. A later line gives the number of omitted lines. No line contains personal data.
 */
@Component
public class SecurityEvents {

    public static final String LOGGER = "cezbek.security";

    /** The request attribute with the caller's IP address. */
    public static final String ADDRESS_ATTRIBUTE = "id.kezbek.shared.web.connections.ClientAddress";

    /** The request attribute with the {@link Actor} that the caller claims to be. */
    public static final String CLAIMED_ATTRIBUTE = Actor.class.getName();

    /** The text that replaces the IP address in events without a request. */
    public static final String NO_ADDRESS = "-";

    /** The maximum number of lines of one kind per {@link #WINDOW}. */
    static final int LINES_MAX = 60;
    /**
     * The maximum number of lines of one kind and IP address per window, so that the many lines about one attacker do
     * not displace the lines about other attackers.
     */
    static final int LINES_PER_ADDRESS_MAX = 10;

    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(LOGGER);
    private static final String MESSAGE = "Security event";
    /** A hash of eight bytes. Such a hash is never masked, although it may look like a phone number. */
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{16}");

    private static final int OBJECT_MAX = 120;
    private static final int HASH_HEX = 16;
    private static final Pattern NEVER_SHOWN =
            Pattern.compile("[^\\x21-\\x7E ]|\\S*@\\S*|\\+?(?:[0-9][-. ]?){7,}[0-9]");

    private final KeyedHash keyedHash;
    private final Clock clock;
    private final Map<SecurityEvent, Kind> kinds = new EnumMap<>(SecurityEvent.class);

    SecurityEvents(KeyedHash keyedHash, MeterRegistry meters, Clock clock) {
        this.keyedHash = keyedHash;
        this.clock = clock;
        for (SecurityEvent event : SecurityEvent.values()) {
            kinds.put(event, new Kind(event, meters));
        }
    }

    /**
     * Records an event of the current request.
     *
     * @param object the object of the event: a path pattern, an id, a kind; no personal data and no secret
     */
    public void record(SecurityEvent event, Actor actor, String object) {
        record(event, actor, currentAddress(), object);
    }

    /**
     * Records an event.
     *
     * @param address the IP address that the event comes from; {@link #NO_ADDRESS} without a request
     * @param object the object of the event: a path pattern, an id, a kind; no personal data and no secret
     */
    public void record(SecurityEvent event, Actor actor, String address, String object) {
        Kind kind = Objects.requireNonNull(kinds.get(event));
        kind.count.increment();
        long before = kind.takeLine(clock.millis(), address);
        if (before >= 0) {
            write(event, actor, address, object, before);
        }
    }

    /** The IP address of the current request. */
    public static String currentAddress() {
        RequestAttributes call = RequestContextHolder.getRequestAttributes();
        return call != null
                        && call.getAttribute(ADDRESS_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                                instanceof String address
                ? address
                : NO_ADDRESS;
    }

    /**
     * Stores the identity that the current caller claims. If the request is refused, the security event contains this
     * identity.
     */
    public static void claimed(Actor actor) {
        RequestAttributes call = RequestContextHolder.getRequestAttributes();
        if (call != null) {
            call.setAttribute(CLAIMED_ATTRIBUTE, actor, RequestAttributes.SCOPE_REQUEST);
        }
    }

    /** Logs the number of lines that were omitted during an attack. */
    @Scheduled(fixedDelayString = "PT30S")
    void tellLeftOut() {
        long now = clock.millis();
        kinds.forEach((event, kind) -> {
            long leftOut = kind.leftOutOfEndedWindow(now);
            if (leftOut > 0) {
                write(event, Actor.engine(), NO_ADDRESS, "summary", leftOut);
            }
        });
    }

    private void write(SecurityEvent event, Actor actor, String address, String object, long leftOut) {
        log.atLevel(event.level())
                .addKeyValue("event", event.label())
                .addKeyValue("actor", shown(actor))
                .addKeyValue("address", address)
                .addKeyValue("object", shown(object))
                .addKeyValue("left_out", leftOut)
                .log(MESSAGE);
    }

    private String shown(Actor actor) {
        return switch (actor) {
            case Actor.Unknown none -> "unknown";
            case Actor.Engine engine -> "engine";
            case Actor.Known known ->
                known.kind() + ":" + (HEX.matcher(known.id()).matches() ? known.id() : shown(known.id()));
            case Actor.Mailbox mailbox ->
                "mailbox:"
                        + HexFormat.of()
                                .formatHex(keyedHash.of(
                                        "security events",
                                        mailbox.address().strip().toLowerCase(Locale.ROOT)))
                                .substring(0, HASH_HEX);
        };
    }

    /** Masks personal data here too, in case a caller of this class did not mask the data. */
    private static String shown(String text) {
        String cut = text.length() > OBJECT_MAX ? text.substring(0, OBJECT_MAX) : text;
        return NEVER_SHOWN.matcher(cut).replaceAll("*");
    }

    /** The counters of one kind. */
    private static final class Kind {

        private final Counter count;
        private final Counter leftOutCount;
        private final Map<String, Integer> linesOfAddress = new HashMap<>();
        private long windowEnd = Long.MIN_VALUE;
        private int lines;
        private long leftOut;

        Kind(SecurityEvent event, MeterRegistry meters) {
            this.count = Counter.builder("cezbek.security.events")
                    .description("Security events, by kind")
                    .tag("event", event.label())
                    .register(meters);
            this.leftOutCount = Counter.builder("cezbek.security.lines.left.out")
                    .description("Security events without a log line, because there were too many events")
                    .tag("event", event.label())
                    .register(meters);
        }

        /** The number of lines omitted since the last line; negative if this line must be omitted too. */
        synchronized long takeLine(long now, String address) {
            if (now >= windowEnd || windowEnd - now > WINDOW.toMillis()) {
                windowEnd = now + WINDOW.toMillis();
                lines = 0;
                linesOfAddress.clear();
            }
            if (lines >= LINES_MAX || linesOfAddress.merge(address, 1, Integer::sum) > LINES_PER_ADDRESS_MAX) {
                leftOut++;
                leftOutCount.increment();
                return -1;
            }
            lines++;
            return takeLeftOut();
        }

        synchronized long leftOutOfEndedWindow(long now) {
            return now >= windowEnd || windowEnd - now > WINDOW.toMillis() ? takeLeftOut() : 0;
        }

        private long takeLeftOut() {
            long told = leftOut;
            leftOut = 0;
            return told;
        }
    }
}
