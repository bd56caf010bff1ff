package id.kezbek.payouts.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.reading.PayoutArchive;
import id.kezbek.payouts.reading.PayoutRecord;
import id.kezbek.payouts.reading.PayoutTotals;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP operations for payouts: lists and single payouts for staff and the partner, and totals for staff. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class PayoutsController {

    private static final String STUCK = "stuck-payouts";

    record ProviderTotal(
            String provider,
            long count,
            Amount amount,
            Amount fees,
            @JsonProperty("direct_fees") Amount directFees,
            Amount saved) {}

    record StateTotal(String state, long count, Amount amount) {}

    /** @param saved the fees saved, compared with each wallet's direct provider */
    record Summary(List<ProviderTotal> providers, List<StateTotal> states, Amount saved) {}

    private final PayoutArchive archive;
    private final PayoutTotals totals;
    private final PartnerDirectory partners;
    private final PayoutSettings settings;
    private final Clock clock;

    PayoutsController(
            PayoutArchive archive,
            PayoutTotals totals,
            PartnerDirectory partners,
            PayoutSettings settings,
            Clock clock) {
        this.archive = archive;
        this.totals = totals;
        this.partners = partners;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/v2/payouts")
    @Exported("payouts")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<PayoutAnswer> list(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        PayoutArchive.Found found =
                archive.page(Query.read(parameters, query -> PageQuery.read(query, caller, partners)));
        return new Listing<>(
                found.payouts().stream().map(payout -> answer(caller, payout)).toList(),
                found.next() == null ? null : PageQuery.cursor(found.next()).text());
    }

    @GetMapping("/api/v2/payouts/summary")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Summary summary(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        record Asked(@Nullable PartnerId partner, PayoutTotals.Period period) {}
        Asked asked = Query.read(
                parameters,
                query -> new Asked(PartnerScope.oneOrAll(partners, caller, query), PageQuery.period(query)));
        List<PayoutTotals.ByProvider> byProvider = totals.byProvider(asked.partner(), asked.period());
        return new Summary(
                byProvider.stream()
                        .map(total -> new ProviderTotal(
                                total.provider(),
                                total.count(),
                                Amount.of(total.amount()),
                                Amount.of(total.fees()),
                                Amount.of(total.directFees()),
                                Amount.of(total.saved())))
                        .toList(),
                totals.byState(asked.partner(), asked.period()).stream()
                        .map(total -> new StateTotal(total.state().name(), total.count(), Amount.of(total.amount())))
                        .toList(),
                Amount.of(
                        byProvider.stream().map(PayoutTotals.ByProvider::saved).reduce(Money.ZERO, Money::plus)));
    }

    /** Payouts that wait for staff, have an unknown result or have been open for too long; the oldest first. */
    @GetMapping("/api/v2/payouts/stuck")
    @Exported("stuck-payouts")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<StuckAnswer> stuck(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Instant now = clock.instant();
        PayoutArchive.StuckPage page = Query.read(
                parameters,
                query -> new PayoutArchive.StuckPage(
                        StuckQuery.read(query, caller, partners, now),
                        query.after(STUCK, position -> Ids.parse(position.getFirst())),
                        now.minus(settings.stuckAfter()),
                        query.limit()));
        return Listing.of(
                archive.stuck(page.oneMore()),
                page.limit(),
                stuck -> StuckAnswer.of(stuck, code(stuck.payout()), now),
                last -> Cursor.of(STUCK, Ids.text(last.payout().id())));
    }

    @GetMapping("/api/v2/payouts/{id}")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    PayoutAnswer one(Caller caller, @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return Ids.find(id)
                .flatMap(archive::find)
                .filter(payout -> PartnerScope.admits(caller, payout.partner()))
                .map(payout -> answer(caller, payout))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no payout has this id"));
    }

    private PayoutAnswer answer(Caller caller, PayoutRecord payout) {
        PayoutAnswer answer = PayoutAnswer.of(payout, code(payout));
        return caller.role().isStaff() ? answer : answer.withoutCosts();
    }

    private String code(PayoutRecord payout) {
        return partners.find(payout.partner()).map(Partner::code).orElse("");
    }
}
