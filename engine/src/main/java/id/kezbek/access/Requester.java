package id.kezbek.access;

import id.kezbek.access.Person.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who asks for a code or answers with one, as far as that shows before the log-in.
 *
 * @param network that the call comes from: an IPv4 address, or the /64 of an IPv6 address
 */
public record Requester(Surface surface, String network) {

    /** A log-in of the API. Its challenges are answered there and nowhere else. */
    public enum Surface {
        /** For officers only. Its codes can be guessed, so a bucket counts guesses: a code takes as many as it has tries. */
        V1(6, Challenges.TRIES_MAX, Duration.ofMinutes(30), EnumSet.of(Kind.OFFICER)),
        /** Its codes are too long to be guessed, so a bucket counts codes, for the sake of the e-mails. */
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

        /** How much a code with all its tries takes out of a bucket. */
        int priceOfCode() {
            return priceOfCode;
        }

        /** After how long a bucket gets one more. */
        Duration refilledEvery() {
            return refilledEvery;
        }

        Set<Kind> kinds() {
            return kinds;
        }

        /** Whether a code is too long to be guessed, whatever the number of guesses. */
        boolean isUnguessable() {
            return digits >= V2.digits;
        }
    }

    @Override
    public String toString() {
        return "Requester[" + surface + "]";
    }
}
