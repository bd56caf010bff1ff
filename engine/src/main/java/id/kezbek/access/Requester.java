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
        /** For officers only. Its codes have six digits, so the number of codes limits the guesses. */
        V1(6, Duration.ofMinutes(30), EnumSet.of(Kind.OFFICER)),
        /** Its codes are too long to be guessed, so the number of codes limits the e-mails only. */
        V2(12, Duration.ofMinutes(10), EnumSet.allOf(Kind.class));

        private final int digits;
        private final Duration codeEvery;
        private final Set<Kind> kinds;

        Surface(int digits, Duration codeEvery, Set<Kind> kinds) {
            this.digits = digits;
            this.codeEvery = codeEvery;
            this.kinds = kinds;
        }

        public int digits() {
            return digits;
        }

        /** After how long an empty bucket has another code. */
        Duration codeEvery() {
            return codeEvery;
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
