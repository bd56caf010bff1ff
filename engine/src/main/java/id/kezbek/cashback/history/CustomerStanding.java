package id.kezbek.cashback.history;

import id.kezbek.loyalty.Ladder;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Standing;
import id.kezbek.loyalty.Tiers;
import id.kezbek.loyalty.Totals;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds a customer's current tier, and takes into account tier periods that have ended but are not processed yet. */
@Component
public class CustomerStanding {

    /** A customer's tier in the current programme, with the totals of all purchases. */
    public record Outlook(Standing standing, int grade, Optional<Ladder.NextReward> nextReward, Totals totals) {}

    /** A customer of a partner; the standing is empty if all purchases of the customer were refunded. */
    public record AtPartner(PartnerId partner, Optional<Standing> standing, Totals totals) {}

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

    /** Like {@link #find(MemberKey)}, with the next reward. */
    public Optional<Outlook> outlook(MemberKey customer) {
        Ladder ladder = tiers.ladder();
        return find(customer, ladder)
                .flatMap(standing -> members.totals(customer)
                        .map(totals -> new Outlook(
                                standing, ladder.grade(standing.tier()), ladder.nextReward(standing), totals)));
    }

    /**
     * The customers of these partners with this phone number. A customer whose purchases were all refunded has no
     * standing.
     */
    public List<AtPartner> everywhere(Msisdn msisdn, List<PartnerId> partners) {
        return members.totals(msisdn, partners).entrySet().stream()
                .map(found ->
                        new AtPartner(found.getKey(), find(new MemberKey(found.getKey(), msisdn)), found.getValue()))
                .toList();
    }

    private Optional<Standing> find(MemberKey customer, Ladder ladder) {
        // If all purchases of a customer were refunded, the customer is treated like a customer without purchases.
        return members.find(customer)
                .filter(standing -> !standing.isEmpty())
                .map(standing -> ladder.on(Jakarta.dayOf(clock.instant()), standing));
    }
}
