package id.kezbek.loyalty;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.util.Comparator;

/** A customer of a partner. Its order is the order of locks. */
public record MemberKey(PartnerId partner, Msisdn msisdn) implements Comparable<MemberKey> {

    private static final Comparator<MemberKey> ORDER =
            Comparator.comparing(MemberKey::partner).thenComparing(MemberKey::msisdn);

    @Override
    public int compareTo(MemberKey other) {
        return ORDER.compare(this, other);
    }
}
