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

    /** The API version of a log-in. A challenge of one version cannot be used in the other version. */
    public enum Surface {
        /**
         * Log-ins of v1, only for officers. A v1 code has 6 digits and can be guessed. So each try costs one token, and
         * a code costs as many tokens as it has tries.
         */
        V1(6, Challenges.TRIES_MAX, Duration.ofMinutes(30), EnumSet.of(Kind.OFFICER)),
        /**
         * Log-ins of v2. A v2 code has 12 digits and cannot be guessed. So a code costs one token, only to limit the
         * number of e-mails.
         */
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

        /** The price of a code with all its tries, in tokens. */
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

        /** Whether the codes are too long to be guessed. */
        boolean isUnguessable() {
            return digits >= V2.digits;
        }
    }

    @Override
    public String toString() {
        return "Requester[" + surface + "]";
    }
}
