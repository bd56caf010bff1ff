package id.kezbek.sandbox.run;

import id.kezbek.sandbox.parts.CannotStart;
import org.jspecify.annotations.Nullable;

/** The port of the engine's API. */
public record EnginePort(int number) {

    private static final int STANDARD = 10_001;
    private static final int HIGHEST = 65_535;

    /**
     * @param configured the value of {@code CEZBEK_PORT}; null for the default port
     */
    public static EnginePort of(@Nullable String configured) {
        if (configured == null || configured.isBlank()) {
            return new EnginePort(STANDARD);
        }
        try {
            int number = Integer.parseInt(configured.strip());
            if (number >= 1 && number <= HIGHEST) {
                return new EnginePort(number);
            }
        } catch (NumberFormatException _) {
            // A text that is not a number leads to the same exception as a number out of range.
        }
        throw new CannotStart("CEZBEK_PORT must be a number from 1 to " + HIGHEST + ", not '" + configured + "'");
    }

    String baseUrl() {
        return "http://localhost:" + number;
    }

    /** Another port, to suggest if this port is in use. */
    int other() {
        return number < HIGHEST ? number + 1 : number - 1;
    }
}
