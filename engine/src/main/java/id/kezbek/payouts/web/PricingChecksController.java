package id.kezbek.payouts.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.idempotency.KeyedByReference;
import id.kezbek.payouts.pricing.Quote;
import id.kezbek.payouts.simulation.AmountBand;
import id.kezbek.payouts.simulation.CheckFee;
import id.kezbek.payouts.simulation.CheckWallet;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Fields;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** HTTP operations that show the effects of an unfinished proposal of a fee or a wallet. They record nothing. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class PricingChecksController {

    record FeeCheck(List<String> warnings, List<Band> bands, FeesYesterday yesterday) {}

    record Choice(String provider, Amount fee) {

        static Choice of(Quote quote) {
            return new Choice(quote.provider(), Amount.of(quote.fee()));
        }

        static @Nullable Choice ofNullable(@Nullable Quote quote) {
            return quote == null ? null : of(quote);
        }
    }

    /**
     * Amounts for which the routing makes the same choice.
     *
     * @param to included
     * @param now absent if no provider accepts these amounts
     * @param then absent if no provider would accept these amounts
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Band(
            Amount from,
            Amount to,
            @Nullable Choice now,
            @Nullable Choice then,
            List<Choice> others) {

        static Band of(AmountBand band) {
            return new Band(
                    Amount.of(band.from()),
                    Amount.of(band.to()),
                    Choice.ofNullable(band.now()),
                    Choice.ofNullable(band.then()),
                    band.others().stream().map(Choice::of).toList());
        }
    }

    record FeesYesterday(
            LocalDate day,
            long payouts,
            long changed,
            long unpayable,
            Amount paid,
            @JsonProperty("would_cost") Amount wouldCost,
            boolean whole) {

        static FeesYesterday of(CheckFee.Yesterday yesterday) {
            return new FeesYesterday(
                    yesterday.day(),
                    yesterday.payouts(),
                    yesterday.changed(),
                    yesterday.unpayable(),
                    Amount.of(yesterday.paid()),
                    Amount.of(yesterday.wouldCost()),
                    yesterday.isWhole());
        }
    }

    record WalletCheck(List<String> warnings, PayoutsYesterday yesterday) {}

    record PayoutsYesterday(LocalDate day, long payouts, long below, long above, boolean whole) {

        static PayoutsYesterday of(CheckWallet.Yesterday yesterday) {
            return new PayoutsYesterday(
                    yesterday.day(), yesterday.payouts(), yesterday.below(), yesterday.above(), yesterday.isWhole());
        }
    }

    private final CheckFee checkFee;
    private final CheckWallet checkWallet;

    PricingChecksController(CheckFee checkFee, CheckWallet checkWallet) {
        this.checkFee = checkFee;
        this.checkWallet = checkWallet;
    }

    /** Omitted fields keep their values, as in a proposal. */
    @KeyedByReference
    @PostMapping("/api/v2/fees:check")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    FeeCheck fee(@RequestBody(required = false) byte @Nullable [] body) {
        CheckFee.Checked checked = checkFee.check(Fields.readStrictly(body, FeesController::terms));
        return new FeeCheck(
                checked.warnings(),
                checked.bands().stream().map(Band::of).toList(),
                FeesYesterday.of(checked.yesterday()));
    }

    /** Checks a new wallet or, with {@code base_version}, a change of a wallet. */
    @KeyedByReference
    @PostMapping("/api/v2/wallets:check")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    WalletCheck wallet(@RequestBody(required = false) byte @Nullable [] body) {
        CheckWallet.Checked checked = checkWallet.check(Fields.readStrictly(body, WalletsController::anyTerms));
        return new WalletCheck(checked.warnings(), PayoutsYesterday.of(checked.yesterday()));
    }
}
