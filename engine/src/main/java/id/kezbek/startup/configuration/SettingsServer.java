package id.kezbek.startup.configuration;

import java.time.Duration;
import java.util.Map;

/** A server with settings, for the thread that follows the server. */
public interface SettingsServer extends AutoCloseable {

    /**
     * The settings of the server.
     *
     * @param rest the pause before the next request
     */
    record Held(Map<String, String> values, Duration rest) {

        /** Leaves out the values, because values may be secret. */
        @Override
        public String toString() {
            return "Held[" + values.size() + " settings]";
        }
    }

    /**
     * Requests the settings. The call may wait until the settings change.
     *
     * @throws id.kezbek.shared.systems.SystemAway if the server provides no settings
     */
    Held ask();

    /** Closes the connection to the server, and cancels a waiting request. */
    @Override
    void close();
}
