package id.kezbek.cashback.web;

import id.kezbek.cashback.backtest.Backtest;
import id.kezbek.cashback.backtest.BacktestResult;
import id.kezbek.cashback.backtest.StartBacktest;
import id.kezbek.cashback.rules.ChangeRule;
import id.kezbek.cashback.rules.ChangeRuleAct;
import id.kezbek.cashback.rules.RuleArchive;
import id.kezbek.cashback.rules.RuleHistory;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
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
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
    /** These roles work with customers and see complete numbers. Other roles see masked numbers. */
    private static final Set<Role> SEES_NUMBERS = Set.of(Role.ADMIN, Role.OPERATIONS);

    private static final String UNKNOWN = "00000000";

    private final StartBacktest backtests;
    private final RuleArchive archive;
    private final ChangeRule changeRule;
    private final PartnerDirectory partners;

    BacktestsController(
            StartBacktest backtests, RuleArchive archive, ChangeRule changeRule, PartnerDirectory partners) {
        this.backtests = backtests;
        this.archive = archive;
        this.changeRule = changeRule;
        this.partners = partners;
    }

    /** Starts a backtest of a new rule or, with {@code rule}, of a change to that rule. Changes nothing else. */
    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<BacktestAnswer> start(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        Backtest started = backtests.start(Fields.readStrictly(body, this::terms));
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

    private ChangeRuleAct.Arguments terms(Fields fields) {
        Integer id = fields.optionalInteger("rule", 1, Integer.MAX_VALUE);
        if (id == null) {
            return RuleForm.rule(fields, changeRule.newRule());
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
