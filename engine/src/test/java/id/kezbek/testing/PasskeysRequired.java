package id.kezbek.testing;

import id.kezbek.shared.settings.LiveSettings;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Staff need a passkey until this is closed. Required passkeys need a public address, so it also sets one. */
public final class PasskeysRequired implements AutoCloseable {

    private static final String SETTING = "cezbek.access.passkeys.staff";
    private static final String ADDRESS = "cezbek.public-url";
    private static final String SOURCE = "passkeys-required";

    private final LiveSettings settings;
    private final ConfigurableEnvironment environment;
    private final String address;

    private PasskeysRequired(EngineUnderTest engine) {
        this.settings = engine.get(LiveSettings.class);
        this.environment = engine.get(ConfigurableEnvironment.class);
        this.address = "http://localhost:" + engine.port();
    }

    public static PasskeysRequired in(EngineUnderTest engine) {
        PasskeysRequired required = new PasskeysRequired(engine);
        required.settings.change(Set.of(SETTING), required::layIn, required::takeOut);
        return required;
    }

    private void layIn() {
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(SOURCE, Map.of(SETTING, "REQUIRED", ADDRESS, address)));
    }

    private void takeOut() {
        environment.getPropertySources().remove(SOURCE);
    }

    @Override
    public void close() {
        settings.change(Set.of(SETTING), this::takeOut, this::layIn);
    }
}
