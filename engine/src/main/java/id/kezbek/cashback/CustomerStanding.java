package id.kezbek.cashback;

import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Standing;
import id.kezbek.loyalty.Tiers;
import id.kezbek.shared.Jakarta;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where a customer stands today, expiries that are due included. */
@Component
public class CustomerStanding {

    private final Members members;
    private final Tiers tiers;
    private final Clock clock;

    CustomerStanding(Members members, Tiers tiers, Clock clock) {
        this.members = members;
        this.tiers = tiers;
        this.clock = clock;
    }

    public Optional<Standing> find(MemberKey customer) {
        return members.find(customer).map(standing -> tiers.ladder().on(Jakarta.dayOf(clock.instant()), standing));
    }
}
