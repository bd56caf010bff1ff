package id.kezbek.payouts.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ApprovalArchive;
import id.kezbek.approvals.DecisionAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.pricing.FeeHistory;
import id.kezbek.payouts.pricing.ScheduleFeeAct;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP operations for providers' fees and limits for each wallet: the history, and proposals of changes. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class FeesController {

    private static final String LISTING = "fees";
    private static final int CODE_MAX = 20;
    private static final int REASON_MAX = 500;
    private static final int NAME_MAX = 60;
    private static final int DESCRIPTION_MAX = 500;

    /**
     * A fee in v2 responses.
     *
     * @param direct whether the provider pays only into its own wallet
     * @param effectiveUntil absent if no next fee is known
     * @param name a name for people; absent if the fee has no name
     * @param decision absent if the installation seeded the fee
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FeeAnswer(
            String provider,
            String wallet,
            FeeHistory.State state,
            Amount fee,
            Amount minimum,
            Amount maximum,
            boolean direct,
            boolean enabled,
            @JsonProperty("effective_from") Instant effectiveFrom,
            @JsonProperty("effective_until") @Nullable Instant effectiveUntil,
            @Nullable String name,
            @Nullable String description,
            @Nullable DecisionAnswer decision) {}

    private record Asked(ScheduleFeeAct.Arguments arguments, String reason) {}

    private final FeeHistory history;
    private final ProviderBoard board;
    private final ScheduleFeeAct act;
    private final ProposeAct proposeAct;
    private final ApprovalArchive approvals;

    FeesController(
            FeeHistory history,
            ProviderBoard board,
            ScheduleFeeAct act,
            ProposeAct proposeAct,
            ApprovalArchive approvals) {
        this.history = history;
        this.board = board;
        this.act = act;
        this.proposeAct = proposeAct;
        this.approvals = approvals;
    }

    @GetMapping("/api/v2/fees")
    @Exported("fees")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<FeeAnswer> list(@RequestParam MultiValueMap<String, String> parameters) {
        FeeHistory.Page page = Query.read(
                parameters,
                query -> new FeeHistory.Page(
                        query.text("provider", CODE_MAX),
                        query.text("wallet", CODE_MAX),
                        query.oneOf("state", FeeHistory.State.class),
                        query.after(
                                LISTING,
                                position -> new FeeHistory.Place(
                                        position.getFirst(), position.get(1), Instant.parse(position.get(2)))),
                        query.limit()));
        return Listing.of(history.page(page), page.limit(), this::answer, FeesController::cursor);
    }

    /** Omitted fields keep their values. */
    @PostMapping("/api/v2/fees")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> schedule(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        return propose(
                Fields.readStrictly(body, fields -> new Asked(terms(fields), fields.text("reason", REASON_MAX))),
                caller);
    }

    static ScheduleFeeAct.Arguments terms(Fields fields) {
        return new ScheduleFeeAct.Arguments(
                fields.text("provider", CODE_MAX),
                fields.text("wallet", CODE_MAX),
                decimal(fields.optionalMoney("fee")),
                decimal(fields.optionalWholeMoney("minimum")),
                decimal(fields.optionalWholeMoney("maximum")),
                fields.optionalBool("direct"),
                fields.optionalBool("enabled"),
                fields.optionalInstant("effective_from"),
                null,
                fields.optionalText("name", NAME_MAX),
                fields.optionalText("description", DESCRIPTION_MAX));
    }

    /**
     * Changes a provider's minimum and maximum for a wallet, and enables or disables the provider for the wallet. The
     * fee remains the same.
     */
    @PostMapping("/api/v2/providers/{code}/limits")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> limits(
            Caller caller, @PathVariable String code, @RequestBody(required = false) byte @Nullable [] body) {
        String provider = board.require(code).code();
        return propose(
                Fields.readStrictly(
                        body,
                        fields -> new Asked(
                                new ScheduleFeeAct.Arguments(
                                        provider,
                                        fields.text("wallet", CODE_MAX),
                                        null,
                                        decimal(fields.optionalWholeMoney("minimum")),
                                        decimal(fields.optionalWholeMoney("maximum")),
                                        null,
                                        fields.optionalBool("enabled"),
                                        fields.optionalInstant("effective_from"),
                                        null,
                                        null,
                                        null),
                                fields.text("reason", REASON_MAX))),
                caller);
    }

    private ResponseEntity<ApprovalAnswer> propose(Asked asked, Caller caller) {
        return ApprovalAnswer.accepted(
                proposeAct.propose(act, act.following(asked.arguments()), asked.reason(), caller));
    }

    private FeeAnswer answer(FeeHistory.Dated dated) {
        RoutingSettings.Fee fee = dated.fee();
        return new FeeAnswer(
                fee.provider(),
                fee.wallet(),
                dated.state(),
                Amount.of(fee.fee()),
                Amount.of(fee.minimum()),
                Amount.of(fee.maximum()),
                fee.direct(),
                fee.enabled(),
                fee.effectiveFrom(),
                dated.until(),
                fee.name(),
                fee.description(),
                Optional.ofNullable(dated.approval())
                        .flatMap(approvals::find)
                        .map(DecisionAnswer::of)
                        .orElse(null));
    }

    private static Cursor cursor(FeeHistory.Dated dated) {
        RoutingSettings.Fee fee = dated.fee();
        return Cursor.of(
                LISTING, fee.provider(), fee.wallet(), fee.effectiveFrom().toString());
    }

    private static @Nullable BigDecimal decimal(@Nullable Money amount) {
        return amount == null ? null : amount.decimal();
    }
}
