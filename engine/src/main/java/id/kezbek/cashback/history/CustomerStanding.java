package id.kezbek.cashback.history;

import id.kezbek.loyalty.Ladder;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Standing;
import id.kezbek.loyalty.Tiers;
import id.kezbek.loyalty.Totals;
import id.kezbek.shared.Jakarta;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds a customer's current tier. It takes into account tier periods that have ended but are not processed yet. */
@Component
public class CustomerStanding {

    /** A customer's tier in the current programme, with the totals of all purchases. */
    public record Outlook(Standing standing, int grade, Optional<Ladder.NextReward> nextReward, Totals totals) {}

    private final Members members;
    private final Tiers tiers;
    private final Clock clock;

    CustomerStanding(Members members, Tiers tiers, Clock clock) {
        this.members = members;
        this.tiers = tiers;
        this.clock = clock;
    }

    public Optional<Standing> find(MemberKey customer) {
        return find(customer, tiers.ladder());
    }

    /** As {@link #find(MemberKey)}, with the next reward. */
    public Optional<Outlook> outlook(MemberKey customer) {
        Ladder ladder = tiers.ladder();
        return find(customer, ladder)
                .flatMap(standing -> members.totals(customer)
                        .map(totals -> new Outlook(
                                standing, ladder.grade(standing.tier()), ladder.nextReward(standing), totals)));
    }

    private Optional<Standing> find(MemberKey customer, Ladder ladder) {
        // A customer whose purchases were all refunded is treated like a customer without purchases.
        return members.find(customer)
                .filter(standing -> !standing.isEmpty())
                .map(standing -> ladder.on(Jakarta.dayOf(clock.instant()), standing));
    }
}
