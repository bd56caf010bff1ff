package id.kezbek.payouts.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.PayoutArchive;
import id.kezbek.payouts.PayoutRecord;
import id.kezbek.payouts.PayoutTotals;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.Amount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payouts as staff see them: pages, one in full, and totals. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class PayoutsController {

    /** @param nextCursor where the next page starts; null on the last one */
    record Listing(
            List<PayoutAnswer> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    record ProviderTotal(
            String provider,
            long count,
            Amount amount,
            Amount fees,
            @JsonProperty("direct_fees") Amount directFees,
            Amount saved) {}

    record StateTotal(String state, long count, Amount amount) {}

    /** @param saved fees saved against always paying by each wallet's direct provider */
    record Summary(List<ProviderTotal> providers, List<StateTotal> states, Amount saved) {}

    private final PayoutArchive archive;
    private final PayoutTotals totals;
    private final PartnerDirectory partners;

    PayoutsController(PayoutArchive archive, PayoutTotals totals, PartnerDirectory partners) {
        this.archive = archive;
        this.totals = totals;
        this.partners = partners;
    }

    @GetMapping("/api/v2/payouts")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing list(@RequestParam Map<String, String> parameters) {
        PayoutArchive.Page page = PageQuery.read(parameters, this::partner);
        List<PayoutRecord> found = archive.page(page);
        return new Listing(
                found.stream().map(this::answer).toList(),
                found.size() == page.limit() ? Ids.text(found.getLast().id()) : null);
    }

    @GetMapping("/api/v2/payouts/summary")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Summary summary(@RequestParam Map<String, String> parameters) {
        PartnerId partner = PageQuery.readPartner(parameters, this::partner);
        List<PayoutTotals.ByProvider> byProvider = totals.byProvider(partner);
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
                totals.byState(partner).stream()
                        .map(total -> new StateTotal(total.state().name(), total.count(), Amount.of(total.amount())))
                        .toList(),
                Amount.of(
                        byProvider.stream().map(PayoutTotals.ByProvider::saved).reduce(Money.ZERO, Money::plus)));
    }

    @GetMapping("/api/v2/payouts/{id}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    PayoutAnswer one(@PathVariable String id) {
        return parsed(id)
                .flatMap(archive::find)
                .map(this::answer)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "there is no payout with this id"));
    }

    private PayoutAnswer answer(PayoutRecord payout) {
        String code = partners.find(payout.partner()).map(Partner::code).orElse("");
        return PayoutAnswer.of(payout, code);
    }

    private Optional<PartnerId> partner(String code) {
        return partners.find(code).map(Partner::id);
    }

    private static Optional<UUID> parsed(String id) {
        try {
            return Optional.of(Ids.parse(id));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
