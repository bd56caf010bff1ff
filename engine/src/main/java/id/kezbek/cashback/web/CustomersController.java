package id.kezbek.cashback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.cashback.history.CustomerStanding;
import id.kezbek.loyalty.Journeys;
import id.kezbek.loyalty.Ladder;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Move;
import id.kezbek.loyalty.Standing;
import id.kezbek.loyalty.Totals;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** v2 operations for a partner's customers, their tiers and tier histories. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class CustomersController {

    private static final String LIST = "/api/v2/customers";
    private static final String PATH = LIST + "/{msisdn}";
    private static final String JOURNEY = "journey";
    /**
     * Replaces an invalid phone number, so that the remaining fields are also checked before the request is refused.
     */
    private static final Msisdn STAND_IN = new Msisdn("00000000");

    /**
     * A customer's current tier. If a tier period has ended, the tier is already the next one, even before the job
     * stores it.
     *
     * @param recurring the number of purchases in this tier period
     * @param expiresOn the tier period ends at the beginning of this day in Asia/Jakarta
     * @param nextReward absent if neither this tier nor the next tier has a reward
     * @param totals the totals of all purchases
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Customer(
            String msisdn,
            String tier,
            int grade,
            int recurring,
            @JsonProperty("expires_on") LocalDate expiresOn,
            @JsonProperty("next_reward") @Nullable Reward nextReward,
            TotalsAnswer totals) {

        @Override
        public String toString() {
            return "Customer[" + tier + ", " + recurring + "]";
        }
    }

    /**
     * @param tier the tier that has the reward
     * @param count the number of purchases in the tier that earns the reward
     * @param transactionsAway the number of purchases until the reward; 1 if the next purchase earns it
     */
    record Reward(
            String tier,
            int count,
            @JsonProperty("transactions_away") int transactionsAway,
            Amount amount) {

        static Reward of(Ladder.NextReward next) {
            return new Reward(next.tier(), next.count(), next.purchasesAway(), Amount.of(next.amount()));
        }
    }

    record TotalsAnswer(int transactions, Amount amount, Amount cashback, Amount rewards) {

        static TotalsAnswer of(Totals totals) {
            return new TotalsAnswer(
                    totals.purchases(),
                    Amount.of(totals.amount()),
                    Amount.of(totals.cashback()),
                    Amount.of(totals.rewards()));
        }
    }

    /**
     * One tier change.
     *
     * @param entry the number of the new tier period; the first period has number 1
     * @param from the previous tier; absent if the customer joined with this change
     * @param transaction the purchase that caused the change; absent if the end of a period caused it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Moved(
            int entry,
            String cause,
            @Nullable String from,
            String to,
            @JsonProperty("expires_on") LocalDate expiresOn,
            @Nullable String transaction,
            Instant at) {

        static Moved of(Journeys.Kept kept) {
            Move move = kept.move();
            return new Moved(
                    move.entry(),
                    move.cause().name(),
                    move.from(),
                    move.to(),
                    move.expiresOn(),
                    kept.purchase() == null ? null : Ids.text(kept.purchase()),
                    kept.at());
        }
    }

    /**
     * The customer of one partner with the requested phone number.
     *
     * @param tier absent if all purchases were refunded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AtPartner(
            String partner, String msisdn, @Nullable String tier, TotalsAnswer totals) {

        @Override
        public String toString() {
            return "AtPartner[" + partner + "]";
        }
    }

    /**
     * The customers with this number at all partners. The response has no pages, because few partners share a customer.
     */
    record Everywhere(List<AtPartner> items) {}

    private record Asked(Msisdn msisdn, @Nullable PartnerId partner) {}

    private record JourneyPage(MemberKey customer, Journeys.@Nullable Place after, int limit) {}

    private final CustomerStanding standings;
    private final Journeys journeys;
    private final PartnerDirectory partners;

    CustomersController(CustomerStanding standings, Journeys journeys, PartnerDirectory partners) {
        this.standings = standings;
        this.journeys = journeys;
        this.partners = partners;
    }

    /** Finds the customers with a phone number. Several partners may have a customer with this number. */
    @GetMapping(LIST)
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Everywhere find(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Asked asked = Query.read(parameters, query -> {
            Msisdn msisdn = query.msisdn("msisdn");
            if (!query.has("msisdn")) {
                query.fault("msisdn", "is required: the customer's phone number");
            }
            return new Asked(msisdn == null ? STAND_IN : msisdn, PartnerScope.oneOrAll(partners, caller, query));
        });
        List<PartnerId> among = asked.partner() == null
                ? partners.all().stream().map(Partner::id).toList()
                : List.of(asked.partner());
        return new Everywhere(standings.everywhere(asked.msisdn(), among).stream()
                .map(found -> new AtPartner(
                        partners.find(found.partner()).orElseThrow().code(),
                        asked.msisdn().digits(),
                        found.standing().map(Standing::tier).orElse(null),
                        TotalsAnswer.of(found.totals())))
                .toList());
    }

    @GetMapping(PATH)
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Customer one(Caller caller, @PathVariable String msisdn, @RequestParam MultiValueMap<String, String> parameters) {
        MemberKey customer = Query.read(parameters, query -> customer(msisdn, caller, query));
        CustomerStanding.Outlook outlook = standings.outlook(customer).orElseThrow(CustomersController::absent);
        Standing standing = outlook.standing();
        return new Customer(
                customer.msisdn().digits(),
                standing.tier(),
                outlook.grade(),
                standing.recurring(),
                standing.expiresOn(),
                outlook.nextReward().map(Reward::of).orElse(null),
                TotalsAnswer.of(outlook.totals()));
    }

    @GetMapping(PATH + "/journey")
    @Exported("tier-history")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<Moved> journey(
            Caller caller, @PathVariable String msisdn, @RequestParam MultiValueMap<String, String> parameters) {
        JourneyPage page = Query.read(
                parameters,
                query -> new JourneyPage(
                        customer(msisdn, caller, query),
                        query.after(JOURNEY, CustomersController::place),
                        query.limit()));
        List<Journeys.Kept> oneMore = journeys.of(page.customer(), page.after(), page.limit() + 1);
        if (oneMore.isEmpty() && page.after() == null) {
            // Every customer has at least one entry. So an empty history means that the customer does not exist.
            throw absent();
        }
        return Listing.of(
                oneMore,
                page.limit(),
                Moved::of,
                last -> Cursor.of(
                        JOURNEY,
                        Integer.toString(last.place().entry()),
                        Integer.toString(last.place().spelling())));
    }

    /** Cursors of older engines contain only the entry; they are still valid. */
    private static Journeys.Place place(List<String> position) {
        return new Journeys.Place(
                Integer.parseInt(position.getFirst()),
                position.size() == 1 ? Integer.MAX_VALUE : Integer.parseInt(position.get(1)));
    }

    private MemberKey customer(String msisdn, Caller caller, Query query) {
        Optional<Msisdn> number = Msisdn.parse(msisdn);
        if (number.isEmpty()) {
            query.fault("msisdn", Msisdn.expected());
        }
        return new MemberKey(PartnerScope.one(partners, caller, query), number.orElse(STAND_IN));
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "the partner has no customer with this msisdn");
    }
}
