package id.kezbek.cashback.web;

import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ApprovalArchive;
import id.kezbek.approvals.DecisionAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.cashback.backtest.StartBacktest;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.rules.ChangeRule;
import id.kezbek.cashback.rules.ChangeRuleAct;
import id.kezbek.cashback.rules.NameRule;
import id.kezbek.cashback.rules.RuleArchive;
import id.kezbek.cashback.rules.RuleHistory;
import id.kezbek.cashback.rules.RuleName;
import id.kezbek.cashback.rules.RuleState;
import id.kezbek.cashback.rules.TryRules;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.Wallets;
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
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.web.reading.Cursor;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Listing;
import id.kezbek.shared.web.reading.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operations for staff: read cashback rules, simulate them, and propose changes. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class RulesController {

    private static final String PATH = "/api/v2/rules";
    private static final String LISTING = "rules";
    private static final int REASON_MAX = 500;
    private static final int NAME_MAX = 60;
    private static final int DESCRIPTION_MAX = 500;
    private static final int CODE_MAX = 20;
    private static final int ID_MAX = 26;
    private static final int QUANTITY_MAX = 1_000_000;
    private static final int VERSION_MAX = 1_000_000;
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
    /** The customer of a simulation without a phone number. This customer has no earlier cashback. */
    private static final Msisdn NOBODY = new Msisdn("00000000");

    private record Filter(
            @Nullable RuleState state,
            @Nullable PartnerId partner,
            @Nullable String wallet,
            @Nullable Long after,
            int limit) {

        boolean admits(RuleHistory rule, Instant now) {
            var terms = rule.latest().terms();
            return (after == null || rule.id() > after)
                    && (state == null || rule.state(now) == state)
                    && (partner == null || partner.equals(terms.partner()))
                    && (wallet == null || wallet.equals(terms.wallet()));
        }
    }

    private record Asked(ChangeRuleAct.Arguments arguments, String reason) {}

    private record Tried(
            String partner,
            int quantity,
            Money amount,
            String wallet,
            Msisdn msisdn,
            @Nullable Instant at) {}

    private final RuleArchive archive;
    private final NameRule nameRule;
    private final ChangeRule changeRule;
    private final ChangeRuleAct act;
    private final ProposeAct proposeAct;
    private final ApprovalArchive approvals;
    private final TryRules tryRules;
    private final StartBacktest backtests;
    private final PartnerDirectory partners;
    private final Wallets wallets;
    private final DataVersions versions;
    private final Clock clock;

    RulesController(
            RuleArchive archive,
            NameRule nameRule,
            ChangeRule changeRule,
            ChangeRuleAct act,
            ProposeAct proposeAct,
            ApprovalArchive approvals,
            TryRules tryRules,
            StartBacktest backtests,
            PartnerDirectory partners,
            Wallets wallets,
            DataVersions versions,
            Clock clock) {
        this.archive = archive;
        this.nameRule = nameRule;
        this.changeRule = changeRule;
        this.act = act;
        this.proposeAct = proposeAct;
        this.approvals = approvals;
        this.tryRules = tryRules;
        this.backtests = backtests;
        this.partners = partners;
        this.wallets = wallets;
        this.versions = versions;
        this.clock = clock;
    }

    @GetMapping(PATH)
    @Exported("rules")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<RuleAnswer> list(@RequestParam MultiValueMap<String, String> parameters) {
        Filter filter = Query.read(
                parameters,
                query -> new Filter(
                        query.oneOf("state", RuleState.class),
                        query.found(
                                "partner",
                                code -> partners.find(code).map(Partner::id),
                                "must be the code of a partner"),
                        query.text("wallet", CODE_MAX),
                        query.after(LISTING, position -> Long.valueOf(position.getFirst())),
                        query.limit()));
        Instant now = clock.instant();
        Map<Long, Money> spent = archive.spent();
        Map<Long, RuleName> names = archive.names();
        List<RuleHistory> page = archive.all().stream()
                .filter(rule -> filter.admits(rule, now))
                .limit(filter.limit() + 1L)
                .toList();
        return Listing.of(
                page,
                filter.limit(),
                rule -> answer(rule, names, spent, now),
                rule -> Cursor.of(LISTING, Long.toString(rule.id())));
    }

    @GetMapping(PATH + "/{id}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    RuleAnswer one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        RuleHistory rule = find(id);
        return answer(rule, archive.names(), archive.spent(), clock.instant())
                .with(
                        rule,
                        approval ->
                                approvals.find(approval).map(DecisionAnswer::of).orElse(null));
    }

    /** Gives a rule a name. The name does not change decisions, so no second person must approve it. */
    @PostMapping(PATH + "/{id}/name")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<Void> name(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        RuleHistory rule = find(id);
        RuleName name = Fields.readStrictly(
                body,
                fields -> new RuleName(
                        fields.text("name", NAME_MAX), fields.optionalText("description", DESCRIPTION_MAX)));
        nameRule.name(rule.id(), name, caller);
        return ResponseEntity.noContent().build();
    }

    /** Simulates which rule would decide a purchase, and why. */
    @PostMapping(PATH + ":try")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    RuleTrial trial(@RequestBody(required = false) byte @Nullable [] body) {
        versions.refresh();
        Tried tried = Fields.readStrictly(body, this::tried);
        Purchase purchase = new Purchase(
                partners.find(tried.partner()).orElseThrow().id(),
                "TRY",
                tried.msisdn(),
                null,
                tried.wallet(),
                tried.quantity(),
                tried.amount());
        return RuleTrial.of(tryRules.attempt(purchase, Objects.requireNonNullElseGet(tried.at(), clock::instant)));
    }

    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<ApprovalAnswer> make(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        long id = changeRule.newRule();
        return propose(
                Fields.readStrictly(body, fields -> new Asked(seen(fields, RuleForm.rule(fields, id)), reason(fields))),
                caller);
    }

    /**
     * Proposes a version of a rule. The request must contain all terms. An omitted term is not copied from the previous
     * version.
     */
    @PostMapping(PATH + "/{id}/versions")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<ApprovalAnswer> change(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        RuleHistory rule = find(id);
        return propose(
                Fields.readStrictly(
                        body,
                        fields -> new Asked(
                                seen(
                                        fields,
                                        RuleForm.terms(
                                                fields,
                                                rule.id(),
                                                base(fields),
                                                partner(rule),
                                                rule.latest().terms().wallet())),
                                reason(fields))),
                caller);
    }

    /** Proposes the end of a rule. If {@code at} is absent, the rule ends at the approval. */
    @PostMapping(PATH + "/{id}/end")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<ApprovalAnswer> end(
            Caller caller, @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
        RuleHistory rule = find(id);
        return propose(
                Fields.readStrictly(
                        body,
                        fields -> new Asked(
                                changeRule.ending(rule, base(fields), fields.optionalInstant("at")), reason(fields))),
                caller);
    }

    private ResponseEntity<ApprovalAnswer> propose(Asked asked, Caller caller) {
        return ApprovalAnswer.accepted(proposeAct.propose(act, asked.arguments(), asked.reason(), caller));
    }

    private Tried tried(Fields fields) {
        String partner = fields.text("partner", CODE_MAX);
        if (!partner.isEmpty() && partners.find(partner).isEmpty()) {
            fields.fault("partner", "must be the code of a partner");
        }
        int quantity = fields.integer("quantity", 1, QUANTITY_MAX);
        Money amount = fields.money("amount");
        String wallet = fields.text("wallet", CODE_MAX);
        if (!wallet.isEmpty() && wallets.find(wallet).isEmpty()) {
            fields.fault("wallet", "must be the code of an active wallet");
        }
        Msisdn msisdn = fields.optionalText("msisdn", CODE_MAX) == null ? NOBODY : fields.msisdn("msisdn");
        return new Tried(partner, quantity, amount, wallet, msisdn, fields.optionalInstant("at"));
    }

    /** Adds the id of the backtest that the proposer saw. Refuses a backtest that simulated other terms. */
    private ChangeRuleAct.Arguments seen(Fields fields, ChangeRuleAct.Arguments terms) {
        String id = fields.optionalText("backtest", ID_MAX);
        if (id == null) {
            return terms;
        }
        Optional<UUID> backtest = Ids.find(id).filter(one -> backtests.isOf(one, terms));
        if (backtest.isEmpty()) {
            fields.fault(
                    "backtest",
                    "must be the id of a backtest of the same terms; start a new backtest, or omit the field");
        }
        return terms.shownWith(backtest.orElse(null));
    }

    private static int base(Fields fields) {
        return fields.integer("base_version", 1, VERSION_MAX);
    }

    private static String reason(Fields fields) {
        return fields.text("reason", REASON_MAX);
    }

    private RuleAnswer answer(RuleHistory rule, Map<Long, RuleName> names, Map<Long, Money> spent, Instant now) {
        return RuleAnswer.of(rule, names.get(rule.id()), partner(rule), spent.getOrDefault(rule.id(), Money.ZERO), now);
    }

    private @Nullable String partner(RuleHistory rule) {
        return Optional.ofNullable(rule.latest().terms().partner())
                .flatMap(partners::find)
                .map(Partner::code)
                .orElse(null);
    }

    private RuleHistory find(String id) {
        return Optional.of(id)
                .filter(text -> ID.matcher(text).matches())
                .map(Long::valueOf)
                .flatMap(archive::find)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no rule has this id"));
    }
}
