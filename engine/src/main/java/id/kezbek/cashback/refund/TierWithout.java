package id.kezbek.cashback.refund;

import id.kezbek.cashback.accept.PurchaseRecord;
import id.kezbek.loyalty.Journeys;
import id.kezbek.loyalty.Ladder;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Move;
import id.kezbek.loyalty.Tiers;
import id.kezbek.loyalty.Totals;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.sql.Pipeline;
import java.util.List;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes a refunded purchase from the customer's tier and totals. An erased customer has neither a tier nor totals.
 */
@Component
class TierWithout {

    /**
     * The maximum number of tier periods to read; a customer has fewer periods in the time in which refunds are
     * possible.
     */
    private static final int PERIODS_READ = 200;

    private final Members members;
    private final Journeys journeys;
    private final Tiers tiers;
    private final JdbcClient client;
    private final JdbcTemplate jdbc;

    TierWithout(Members members, Journeys journeys, Tiers tiers, JdbcClient client, JdbcTemplate jdbc) {
        this.members = members;
        this.journeys = journeys;
        this.tiers = tiers;
        this.client = client;
        this.jdbc = jdbc;
    }

    /** A purchase as it is stored under the lock of its customer. */
    private record Stored(int entry, Msisdn msisdn) {}

    /**
     * @param isRewardDueAgain whether the next purchase that reaches the count gets the refunded reward
     * @throws ConcurrencyFailureException if the customer's number was corrected since the purchase was read
     */
    void takeOut(PurchaseRecord purchase, Refund refund, boolean isRewardDueAgain) {
        MemberKey key =
                new MemberKey(purchase.purchase().partner(), purchase.purchase().msisdn());
        Pipeline reading = new Pipeline();
        var known = members.readIn(reading, List.of(key), true);
        reading.run(jdbc);
        Stored stored = stored(purchase);
        if (!stored.msisdn().equals(key.msisdn())) {
            throw new ConcurrencyFailureException("The number of the customer was changed during a refund");
        }
        Members.Found found = known.get(key);
        if (found == null) {
            return;
        }
        Ladder.Expiry after = refund.isWhole()
                ? without(purchase, stored.entry(), refund, isRewardDueAgain, key, found)
                : new Ladder.Expiry(found.standing(), List.of());
        Pipeline writing = new Pipeline();
        members.write(
                writing,
                List.of(new Members.Change(
                        key,
                        after.after(),
                        found.version() + 1,
                        Totals.taken(refund.isWhole() ? 1 : 0, refund.amount(), refund.cashback(), refund.reward()))),
                after.moves().stream()
                        .map(move -> new Members.Moved(key, move, purchase.id(), refund.at()))
                        .toList());
        writing.run(jdbc);
    }

    private Ladder.Expiry without(
            PurchaseRecord purchase,
            int entry,
            Refund refund,
            boolean isRewardDueAgain,
            MemberKey key,
            Members.Found found) {
        List<Move> periods = journeys.of(key, null, PERIODS_READ).stream()
                .map(Journeys.Kept::move)
                .toList();
        Money reward = isRewardDueAgain ? refund.reward() : Money.ZERO;
        Ladder.Refunded taken = new Ladder.Refunded(entry, purchase.recurring(), reward);
        return tiers.ladder().without(taken, found.standing(), periods, Jakarta.dayOf(refund.at()));
    }

    private Stored stored(PurchaseRecord purchase) {
        return client.sql("select entry, msisdn from cashback.purchase where id = ?")
                .param(purchase.id())
                .query((row, n) -> new Stored(row.getInt(1), Msisdn.ofKept(row.getString(2))))
                .single();
    }
}
