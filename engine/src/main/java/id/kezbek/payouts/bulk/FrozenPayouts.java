package id.kezbek.payouts.bulk;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The payouts of a bulk decision, in the order of the proposal. */
public record FrozenPayouts(List<FrozenPayout> payouts) {

    /** The maximum number of payouts per decision. */
    public static final int MAX = 500;

    public FrozenPayouts {
        payouts = List.copyOf(payouts);
    }

    public int count() {
        return payouts.size();
    }

    public Money total() {
        return payouts.stream().map(one -> one.proposed().amount()).reduce(Money.ZERO, Money::plus);
    }

    /** The SHA-256 digest of all values. The approval contains the digest, so that a change of the rows is detected. */
    String digest() {
        MessageDigest digest = Digests.newSha256();
        payouts.forEach(one -> digest.update(one.text().getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The number of payouts and the first payout's id. These distinguish open proposals. */
    String inWords() {
        String first = Ids.text(payouts.getFirst().payout());
        return switch (count()) {
            case 1 -> "payout " + first;
            default -> count() + " payouts from " + first;
        };
    }
}
