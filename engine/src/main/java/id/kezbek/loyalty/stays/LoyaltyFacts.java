package id.kezbek.loyalty.stays;

import id.kezbek.facts.Fact;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Move;
import id.kezbek.loyalty.Standing;
import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.TierEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Events about the ends of tier periods. */
final class LoyaltyFacts {

    private LoyaltyFacts() {}

    static List<Fact> expired(DueStays.Stay stay, List<Move> moves, Instant at) {
        List<Fact> facts = new ArrayList<>(moves.size());
        MemberKey key = stay.key();
        for (Move move : moves) {
            TierEvent expired = new TierEvent.Expired(
                    key.partner(),
                    key.msisdn().digits(),
                    Objects.requireNonNull(move.from()),
                    move.to(),
                    move.entry(),
                    move.expiresOn(),
                    stay.standing().tier(),
                    facts.size() == moves.size() - 1);
            facts.add(Fact.of(expired, subject(key), at));
        }
        return facts;
    }

    static Fact expiring(DueStays.Stay stay, Tier below, LocalDate today, Instant at) {
        MemberKey key = stay.key();
        Standing standing = stay.standing();
        TierEvent expiring = new TierEvent.Expiring(
                key.partner(),
                key.msisdn().digits(),
                standing.tier(),
                below.code().equals(standing.tier()) ? null : below.code(),
                standing.entry(),
                standing.expiresOn(),
                Math.toIntExact(today.until(standing.expiresOn(), ChronoUnit.DAYS)));
        return Fact.of(expiring, subject(key), at);
    }

    /**
     * Events need a UUID as the subject. For a customer, the UUID consists of the partner's numeric id and the MSISDN.
     * The prefix 1 preserves leading zeros of the MSISDN.
     */
    private static UUID subject(MemberKey key) {
        return new UUID(key.partner().value(), Long.parseLong("1" + key.msisdn().digits()));
    }
}
