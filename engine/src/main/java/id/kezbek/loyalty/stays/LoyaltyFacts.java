package id.kezbek.loyalty.stays;

import id.kezbek.facts.Fact;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Move;
import id.kezbek.loyalty.Standing;
import id.kezbek.loyalty.Tier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Events about the ends of tier periods. */
final class LoyaltyFacts {

    /**
     * A tier period has ended; its body is a {@link Expired}. One event for each period, also if several end at once.
     */
    static final String TIER_EXPIRED = "TIER_EXPIRED";

    /** A tier period will end soon; its body is a {@link Expiring}. */
    static final String TIER_EXPIRING = "TIER_EXPIRING";

    /**
     * The data for consumers of {@link #TIER_EXPIRED}.
     *
     * @param entry the number of the new period
     * @param expiresOn the new period's end
     * @param tierBefore the tier before the first of the periods that ended at once
     * @param isLast whether it is the last of those
     */
    record Expired(
            long partner,
            String msisdn,
            String from,
            String to,
            int entry,
            String expiresOn,
            String tierBefore,
            boolean isLast) {}

    /**
     * The data for consumers of {@link #TIER_EXPIRING}.
     *
     * @param entry the number of the ending period
     * @param lowerTier the next tier; null for the lowest tier
     */
    record Expiring(
            long partner,
            String msisdn,
            String tier,
            @Nullable String lowerTier,
            int entry,
            String expiresOn,
            int daysLeft) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private LoyaltyFacts() {}

    static List<Fact> expired(DueStays.Stay stay, List<Move> moves, Instant at) {
        List<Fact> facts = new ArrayList<>(moves.size());
        MemberKey key = stay.key();
        for (Move move : moves) {
            Expired body = new Expired(
                    key.partner().value(),
                    key.msisdn().digits(),
                    Objects.requireNonNull(move.from()),
                    move.to(),
                    move.entry(),
                    move.expiresOn().toString(),
                    stay.standing().tier(),
                    facts.size() == moves.size() - 1);
            facts.add(new Fact(TIER_EXPIRED, subject(key), JSON.writeValueAsString(body), at));
        }
        return facts;
    }

    static Fact expiring(DueStays.Stay stay, Tier below, LocalDate today, Instant at) {
        MemberKey key = stay.key();
        Standing standing = stay.standing();
        Expiring body = new Expiring(
                key.partner().value(),
                key.msisdn().digits(),
                standing.tier(),
                below.code().equals(standing.tier()) ? null : below.code(),
                standing.entry(),
                standing.expiresOn().toString(),
                Math.toIntExact(today.until(standing.expiresOn(), ChronoUnit.DAYS)));
        return new Fact(TIER_EXPIRING, subject(key), JSON.writeValueAsString(body), at);
    }

    /**
     * Events have a UUID as subject: for a customer the partner's number and the MSISDN, prefixed with 1 to keep its
     * zeros.
     */
    private static UUID subject(MemberKey key) {
        return new UUID(key.partner().value(), Long.parseLong("1" + key.msisdn().digits()));
    }
}
