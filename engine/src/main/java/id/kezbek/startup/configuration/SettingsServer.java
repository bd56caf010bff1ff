package id.kezbek.startup.configuration;

import java.time.Duration;
import java.util.Map;

/** A server that holds settings, as the thread that follows it asks it, again and again. */
public interface SettingsServer extends AutoCloseable {

    /**
     * What it holds.
     *
     * @param rest how long nobody needs to ask again
     */
    record Held(Map<String, String> values, Duration rest) {

        /** Without values: they may be secret. */
        @Override
        public String toString() {
            return "Held[" + values.size() + " settings]";
        }
    }

    /**
     * Asks for its settings; may wait for a change of them.
     *
     * @throws id.kezbek.shared.systems.SystemAway where it gives none
     */
    Held ask();

    /** Gives up a question that waits, too. */
    @Override
    void close();
}
