package id.kezbek.billing.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.billing.reading.PartnerBalances;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The balances of all partners in one list, now or at a point in time. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class FundingListController {

    private static final String LISTING = "funding";

    /**
     * A partner's balance.
     *
     * @param balance positive for the partner's money, negative for its debt
     * @param available the current amount; null for a time in the past, and for a postpaid partner without a limit
     */
    record Standing(
            String partner,
            String company,
            Partner.State state,
            Partner.FundingMode mode,
            @Nullable Amount limit,
            @JsonProperty("when_short") Partner.ShortFunding whenShort,
            Amount balance,
            @Nullable Amount available) {}

    private record Page(PartnerBalances.Asked asked, long after, int limit) {}

    private final PartnerBalances balances;

    FundingListController(PartnerBalances balances) {
        this.balances = balances;
    }

    @GetMapping("/api/v2/funding")
    @Exported("funding")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<Standing> list(@RequestParam MultiValueMap<String, String> parameters) {
        Page page = Query.read(
                parameters,
                query -> new Page(
                        new PartnerBalances.Asked(
                                query.oneOf("mode", Partner.FundingMode.class),
                                query.oneOf("owes", PartnerBalances.Owes.class),
                                query.instantOrEndOfDay("at")),
                        Objects.requireNonNullElse(
                                query.after(LISTING, position -> Long.valueOf(position.getFirst())), 0L),
                        query.limit()));
        return Listing.of(
                balances.page(page.asked(), page.after(), page.limit() + 1),
                page.limit(),
                FundingListController::answer,
                last -> Cursor.of(LISTING, Long.toString(last.partner().id().value())));
    }

    private static Standing answer(PartnerBalances.Standing standing) {
        Partner partner = standing.partner();
        Money available = standing.available();
        return new Standing(
                partner.code(),
                partner.company(),
                partner.state(),
                partner.fundingMode(),
                partner.creditLimit().map(Amount::of).orElse(null),
                partner.shortFunding(),
                Amount.of(standing.balance()),
                available == null ? null : Amount.of(available));
    }
}
