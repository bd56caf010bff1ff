package id.kezbek.startup.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.settings.LiveSettings;
import id.kezbek.shared.systems.SystemAway;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** The state of a settings server before its first answer. */
class FollowedServerTest {

    private static final SettingsServer NOBODY_ASKS = new SettingsServer() {
        @Override
        public Held ask() {
            throw new AssertionError("it is not followed yet");
        }

        @Override
        public void close() {}
    };

    @Test
    void startWithoutSettingsNamesCause() {
        String unusable = "Consul's config/engine cannot be used: it is not valid JSON from line 2 on";
        FollowedServer server = following(RemoteLayer.missing("consul", "Consul config/engine", unusable));

        assertThatThrownBy(server::ask)
                .isInstanceOf(SystemAway.class)
                .hasMessage("provided no settings at the start: " + unusable);
        assertThat(server.wasToldAtStart()).isTrue();
    }

    @Test
    void oneThatGaveItsSettingsAtTheStartIsThere() {
        following(new RemoteLayer("consul", "Consul config/engine", Map.of())).ask();
    }

    private static FollowedServer following(RemoteLayer layer) {
        return new FollowedServer(NOBODY_ASKS, new FollowedLayer(layer, new LiveSettings(new MockEnvironment())));
    }
}
