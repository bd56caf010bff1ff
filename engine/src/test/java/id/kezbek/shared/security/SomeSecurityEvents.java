package id.kezbek.shared.security;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Base64;

/** A security log for tests without an application context. */
public final class SomeSecurityEvents {

    private SomeSecurityEvents() {}

    public static SecurityEvents make() {
        return make(new SimpleMeterRegistry());
    }

    /**
     * @param meters counts the events
     */
    public static SecurityEvents make(MeterRegistry meters) {
        return new SecurityEvents(
                new KeyedHash(Base64.getEncoder().encodeToString(new byte[32])), meters, Clock.systemUTC());
    }
}
