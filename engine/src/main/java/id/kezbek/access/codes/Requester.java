package id.kezbek.access.codes;

import id.kezbek.access.people.Person.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * The caller of a log-in, before authentication.
 *
 * @param network an IPv4 address, or the /64 of an IPv6 address
 */
public record Requester(Surface surface, String network) {

    /** The API version of a log-in. Its challenges are answered only there. */
    public enum Surface {
        /**
         * Only for officers. Its codes can be guessed, so a bucket counts guesses: a code costs as many as it has
         * tries.
         */
        V1(6, Challenges.TRIES_MAX, Duration.ofMinutes(30), EnumSet.of(Kind.OFFICER)),
        /** Its codes cannot be guessed, so a bucket counts codes, to limit e-mails. */
        V2(12, 1, Duration.ofMinutes(10), EnumSet.allOf(Kind.class));

        private final int digits;
        private final int priceOfCode;
        private final Duration refilledEvery;
        private final Set<Kind> kinds;

        Surface(int digits, int priceOfCode, Duration refilledEvery, Set<Kind> kinds) {
            this.digits = digits;
            this.priceOfCode = priceOfCode;
            this.refilledEvery = refilledEvery;
            this.kinds = kinds;
        }

        public int digits() {
            return digits;
        }

        /** The cost of a code with all its tries. */
        int priceOfCode() {
            return priceOfCode;
        }

        /** The time after which a bucket gets one more token. */
        Duration refilledEvery() {
            return refilledEvery;
        }

        public Set<Kind> kinds() {
            return kinds;
        }

        /** Whether a code cannot be guessed with any number of guesses. */
        boolean isUnguessable() {
            return digits >= V2.digits;
        }
    }

    @Override
    public String toString() {
        return "Requester[" + surface + "]";
    }
}
