package id.kezbek.shared.security;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Base64;

/** A stream of security events for what is tested without a context. */
public final class SomeSecurityEvents {

    private SomeSecurityEvents() {}

    public static SecurityEvents make() {
        return make(new SimpleMeterRegistry());
    }

    /** @param meters where they are counted */
    public static SecurityEvents make(MeterRegistry meters) {
        return new SecurityEvents(
                new KeyedHash(Base64.getEncoder().encodeToString(new byte[32])), meters, Clock.systemUTC());
    }
}
