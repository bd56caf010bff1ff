package id.kezbek.startup.systems;

import java.time.Instant;

/** How a system was found when it was last asked. */
sealed interface Standing {

    /** Not asked yet. */
    record Unknown() implements Standing {}

    record There() implements Standing {}

    /**
     * Not available.
     *
     * @param why words that follow the system's name, without an address or secret
     */
    record Away(String why, Instant since) implements Standing {}
}
