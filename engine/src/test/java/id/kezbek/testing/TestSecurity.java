package id.kezbek.testing;

import id.kezbek.shared.security.KeyedHash;
import id.kezbek.shared.security.SecurityEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;

/** What tests without a whole engine need of security: under the master key that all tests share. */
public final class TestSecurity {

    public static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private TestSecurity() {}

    public static SecurityEvents events() {
        return events(new SimpleMeterRegistry(), Clock.systemUTC());
    }

    public static SecurityEvents events(MeterRegistry meters, Clock clock) {
        return new SecurityEvents(new KeyedHash(MASTER_KEY, ""), meters, clock);
    }
}
