package id.kezbek.cashback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.loyalty.RenumberedMembers;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Msisdn;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists for operations the results of the job merge-customers, and the stored phone numbers that are invalid. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class RenumberedCustomersController {

    private static final String LISTING = "renumbered-customers";

    private record Asked(
            RenumberedMembers.@Nullable Outcome outcome, RenumberedMembers.@Nullable Place after, int limit) {}

    /**
     * A former row of a customer.
     *
     * @param msisdn the former stored number
     * @param canonical the customer's current number; absent if the stored number is invalid
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Renumbered(
            String partner,
            String msisdn,
            @Nullable String canonical,
            RenumberedMembers.Outcome outcome,
            String tier,
            int recurring,
            @JsonProperty("expires_on") LocalDate expiresOn,
            int transactions,
            Amount amount,
            Instant at) {

        @Override
        public String toString() {
            return "Renumbered[" + outcome + "]";
        }
    }

    private final RenumberedMembers members;
    private final PartnerDirectory partners;

    RenumberedCustomersController(RenumberedMembers members, PartnerDirectory partners) {
        this.members = members;
        this.partners = partners;
    }

    @GetMapping("/api/v2/renumbered-customers")
    @Exported("renumbered-customers")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.AUDITOR})
    Listing<Renumbered> list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Asked asked = Query.read(
                parameters,
                query -> new Asked(
                        query.oneOf("outcome", RenumberedMembers.Outcome.class),
                        query.after(
                                LISTING,
                                position -> new RenumberedMembers.Place(
                                        Instant.parse(position.get(0)),
                                        Long.parseLong(position.get(1)),
                                        new Msisdn(position.get(2)).digits())),
                        query.limit()));
        return Listing.of(
                members.page(asked.outcome(), asked.after(), asked.limit() + 1),
                asked.limit(),
                this::answer,
                RenumberedCustomersController::cursor);
    }

    private Renumbered answer(RenumberedMembers.Kept kept) {
        return new Renumbered(
                partners.find(kept.member().partner()).map(Partner::code).orElse(""),
                kept.member().msisdn().digits(),
                Optional.ofNullable(kept.canonical()).map(Msisdn::digits).orElse(null),
                kept.outcome(),
                kept.standing().tier(),
                kept.standing().recurring(),
                kept.standing().expiresOn(),
                kept.totals().purchases(),
                Amount.of(kept.totals().amount()),
                kept.at());
    }

    private static Cursor cursor(RenumberedMembers.Kept last) {
        RenumberedMembers.Place place = RenumberedMembers.Place.of(last);
        return Cursor.of(LISTING, place.at().toString(), Long.toString(place.partner()), place.msisdn());
    }
}
