package id.kezbek.loyalty;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.util.Comparator;

/** Identifies a customer of a partner. Rows are locked in the natural order of these keys. */
public record MemberKey(PartnerId partner, Msisdn msisdn) implements Comparable<MemberKey> {

    private static final Comparator<MemberKey> ORDER =
            Comparator.comparing(MemberKey::partner).thenComparing(MemberKey::msisdn);

    @Override
    public int compareTo(MemberKey other) {
        return ORDER.compare(this, other);
    }
}
