package id.kezbek.startup.systems;

import java.time.Instant;

/** The state of a system at the last check. */
sealed interface Standing {

    /** The system was not checked yet. */
    record Unknown() implements Standing {}

    record There() implements Standing {}

    /**
     * The system is unavailable.
     *
     * @param why a text that continues the system's name, without an address or secret
     */
    record Away(String why, Instant since) implements Standing {}
}
