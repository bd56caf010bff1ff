package id.kezbek.cashback.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.cashback.backtest.Backtest;
import id.kezbek.cashback.backtest.BacktestResult;
import id.kezbek.cashback.backtest.CheckRule;
import id.kezbek.cashback.backtest.StartBacktest;
import id.kezbek.cashback.rules.ChangeRule;
import id.kezbek.cashback.rules.ChangeRuleAct;
import id.kezbek.cashback.rules.RuleArchive;
import id.kezbek.cashback.rules.RuleFinding;
import id.kezbek.cashback.rules.RuleHistory;
import id.kezbek.idempotency.KeyedByReference;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operations for staff to simulate a proposed rule on the purchases of the last 30 days. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class BacktestsController {

    private static final String PATH = "/api/v2/rule-backtests";
    /** These roles work with customers, so they see complete phone numbers. Other roles see masked numbers. */
    private static final Set<Role> SEES_NUMBERS = Set.of(Role.ADMIN, Role.OPERATIONS);

    private static final String UNKNOWN = "00000000";

    /** @param findings the most important first */
    record RuleCheck(List<Finding> findings, Yesterday yesterday) {}

    /**
     * An effect on other rules.
     *
     * @param proposedWins whether the proposed version decides the band's purchases; absent if precedence does not
     *     matter
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Finding(
            RuleFinding.Kind kind,
            @Nullable Instant from,
            @Nullable Long rule,
            @Nullable Integer version,
            @JsonProperty("proposed_wins") @Nullable Boolean proposedWins,
            RuleFinding.@Nullable Why why,
            @Nullable Band band) {

        static Finding of(RuleFinding finding, long proposed) {
            return new Finding(
                    finding.kind(),
                    finding.from(),
                    finding.rule(),
                    finding.version(),
                    finding.winner() == null ? null : Boolean.valueOf(finding.winner() == proposed),
                    finding.why(),
                    finding.band() == null ? null : Band.of(finding.band()));
        }
    }

    /** A range of quantities and amounts. The upper limits are not part of the range. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Band(
            @JsonProperty("quantity_from") int quantityFrom,
            @JsonProperty("quantity_below") @Nullable Integer quantityBelow,
            @JsonProperty("amount_from") Amount amountFrom,
            @JsonProperty("amount_below") @Nullable Amount amountBelow) {

        static Band of(RuleFinding.Band band) {
            return new Band(
                    band.quantityFrom(),
                    band.quantityBelow(),
                    Amount.of(band.amountFrom()),
                    band.amountBelow() == null ? null : Amount.of(band.amountBelow()));
        }
    }

    record Yesterday(
            LocalDate day,
            long purchases,
            long changed,
            long uncovered,
            Amount gave,
            @JsonProperty("would_give") Amount wouldGive,
            boolean whole) {

        static Yesterday of(CheckRule.Checked checked) {
            BacktestResult result = checked.result();
            return new Yesterday(
                    checked.day(),
                    result.all().purchases(),
                    result.changed(),
                    result.uncovered(),
                    Amount.of(Money.rupiah(result.all().gave())),
                    Amount.of(Money.rupiah(result.all().wouldGive())),
                    result.whole());
        }
    }

    private final StartBacktest backtests;
    private final CheckRule checkRule;
    private final RuleArchive archive;
    private final ChangeRule changeRule;
    private final PartnerDirectory partners;

    BacktestsController(
            StartBacktest backtests,
            CheckRule checkRule,
            RuleArchive archive,
            ChangeRule changeRule,
            PartnerDirectory partners) {
        this.backtests = backtests;
        this.checkRule = checkRule;
        this.archive = archive;
        this.changeRule = changeRule;
        this.partners = partners;
    }

    /**
     * Shows the effects of a new rule. If the body contains {@code rule}, shows the effects of a change to that rule.
     * Records nothing.
     */
    @KeyedByReference
    @PostMapping("/api/v2/rules:check")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    RuleCheck check(@RequestBody(required = false) byte @Nullable [] body) {
        ChangeRuleAct.Arguments terms = Fields.readStrictly(body, fields -> terms(fields, () -> RuleFinding.NEW_RULE));
        CheckRule.Checked checked = checkRule.check(terms);
        return new RuleCheck(
                checked.findings().stream()
                        .map(finding -> Finding.of(finding, terms.rule()))
                        .toList(),
                Yesterday.of(checked));
    }

    /** Starts a backtest of a new rule. If the body contains {@code rule}, the backtest is of a change to that rule. */
    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<BacktestAnswer> start(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        Backtest started = backtests.start(Fields.readStrictly(body, fields -> terms(fields, changeRule::newRule)));
        return ResponseEntity.accepted()
                .location(URI.create(PATH + "/" + Ids.text(started.id())))
                .body(answer(started, caller));
    }

    @GetMapping(PATH + "/{id}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    BacktestAnswer one(Caller caller, @PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return Ids.find(id)
                .flatMap(backtests::find)
                .map(found -> answer(found, caller))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no backtest has this id"));
    }

    private ChangeRuleAct.Arguments terms(Fields fields, LongSupplier newRule) {
        Integer id = fields.optionalInteger("rule", 1, Integer.MAX_VALUE);
        if (id == null) {
            return RuleForm.rule(fields, newRule.getAsLong());
        }
        Optional<RuleHistory> found = archive.find(id);
        if (found.isEmpty()) {
            fields.fault("rule", "must be the id of a rule; omit it for a new rule");
            return RuleForm.rule(fields, id);
        }
        RuleHistory.Version latest = found.get().latest();
        PartnerId partner = latest.terms().partner();
        return RuleForm.terms(
                fields,
                id,
                latest.terms().version(),
                partner == null ? null : code(partner),
                latest.terms().wallet());
    }

    private BacktestAnswer answer(Backtest backtest, Caller caller) {
        Map<UUID, String> numbers = numbers(backtest.result());
        boolean seesNumbers = SEES_NUMBERS.contains(caller.role());
        return BacktestAnswer.of(backtest, new BacktestAnswer.Shown(this::code, purchase -> {
            Msisdn number = new Msisdn(numbers.getOrDefault(purchase, UNKNOWN));
            return seesNumbers ? number.digits() : number.masked();
        }));
    }

    private Map<UUID, String> numbers(@Nullable BacktestResult result) {
        if (result == null) {
            return Map.of();
        }
        List<UUID> purchases = Stream.concat(
                        result.customers().mostGained().stream(), result.customers().mostLost().stream())
                .map(BacktestResult.OfCustomer::purchase)
                .distinct()
                .toList();
        return purchases.isEmpty() ? Map.of() : backtests.numbers(purchases);
    }

    private String code(PartnerId partner) {
        return partners.find(partner).map(Partner::code).orElseThrow();
    }
}
