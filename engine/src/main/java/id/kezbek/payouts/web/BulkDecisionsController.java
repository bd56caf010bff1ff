package id.kezbek.payouts.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.bulk.BulkDecision;
import id.kezbek.payouts.bulk.BulkDecisions;
import id.kezbek.payouts.bulk.BulkDecisions.Outcome;
import id.kezbek.payouts.bulk.FrozenPayouts;
import id.kezbek.payouts.bulk.ListDecidable;
import id.kezbek.payouts.bulk.ProposeBulkDecision;
import id.kezbek.payouts.reading.StuckFilter;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Fields;
import id.kezbek.shared.web.reading.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One decision about many payouts: the list before the proposal, the proposal, and the outcome for each payout. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class BulkDecisionsController {

    private static final String PATH = "/api/v2/payout-decisions";
    private static final int SHOWN = 20;
    private static final int REASON_MAX = 500;
    private static final int DECISION_MAX = 10;
    private static final int ID_LENGTH = 26;
    private static final String NAMES =
            Arrays.stream(BulkDecision.values()).map(Enum::name).collect(Collectors.joining(", "));
    private static final Pattern DECISION = Pattern.compile(NAMES.replace(", ", "|"));

    private record Asked(BulkDecision decision, StuckFilter filter) {}

    private record Proposed(BulkDecision decision, List<ProposeBulkDecision.Seen> payouts, String reason) {}

    /** A payout for the proposal. */
    record Listed(String id, Amount amount) {}

    /**
     * @param hasMore whether the filters find more payouts than one decision can contain; this list contains the oldest
     * @param payouts all payouts of the list, to send back with the proposal
     * @param first the first payouts of the list, with all fields
     */
    record Preview(
            String decision,
            int count,
            Amount total,
            @JsonProperty("has_more") boolean hasMore,
            List<Listed> payouts,
            List<StuckAnswer> first) {}

    /**
     * A payout of a decision.
     *
     * @param provider the provider of the attempt that is decided, otherwise the provider of the last attempt
     * @param state the payout's state at the proposal
     * @param payoutReason why the payout waited at the time of the proposal, as a code
     * @param outcome WAITING, DONE, SKIPPED or FAILED
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String payout,
            @Nullable String attempt,
            String partner,
            String wallet,
            @Nullable String provider,
            Amount amount,
            String state,
            @JsonProperty("payout_reason") @Nullable String payoutReason,
            String outcome,
            @Nullable String reason) {}

    /** The number and total of the payouts with the same partner or provider. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sum(@Nullable String partner, @Nullable String provider, int count, Amount total) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String id,
            String decision,
            @Nullable String approval,
            @JsonProperty("approved_at") @Nullable Instant approvedAt,
            @JsonProperty("ended_at") @Nullable Instant endedAt,
            int count,
            Amount total,
            int done,
            int skipped,
            int failed,
            @JsonProperty("by_partner") List<Sum> byPartner,
            @JsonProperty("by_provider") List<Sum> byProvider,
            List<Item> items) {

        static Answer of(BulkDecisions.Stored stored, PartnerDirectory partners) {
            List<BulkDecisions.Item> items = stored.items();
            FrozenPayouts frozen = stored.frozen();
            UUID approval = stored.approval();
            return new Answer(
                    Ids.text(stored.id()),
                    stored.decision().name(),
                    approval == null ? null : Ids.text(approval),
                    stored.approvedAt(),
                    stored.endedAt(),
                    frozen.count(),
                    Amount.of(frozen.total()),
                    stored.count(Outcome.DONE),
                    stored.count(Outcome.SKIPPED),
                    stored.count(Outcome.FAILED),
                    sums(
                            items,
                            item -> code(item, partners),
                            (code, of) -> new Sum(code, null, of.count(), Amount.of(of.total()))),
                    sums(
                            items,
                            BulkDecisions.Item::provider,
                            (code, of) -> new Sum(null, code, of.count(), Amount.of(of.total()))),
                    items.stream().map(item -> item(item, code(item, partners))).toList());
        }

        /** The sums, ordered by the code of the partner or provider; payouts without such a code are left out. */
        private static List<Sum> sums(
                List<BulkDecisions.Item> items,
                Function<BulkDecisions.Item, @Nullable String> key,
                BiFunction<String, FrozenPayouts, Sum> sum) {
            return items.stream()
                    .filter(item -> key.apply(item) != null)
                    .collect(Collectors.groupingBy(
                            item -> Objects.requireNonNull(key.apply(item)),
                            TreeMap::new,
                            Collectors.mapping(
                                    BulkDecisions.Item::frozen,
                                    Collectors.collectingAndThen(Collectors.toList(), FrozenPayouts::new))))
                    .entrySet()
                    .stream()
                    .map(entry -> sum.apply(entry.getKey(), entry.getValue()))
                    .toList();
        }

        private static String code(BulkDecisions.Item item, PartnerDirectory partners) {
            return partners.find(item.partner()).map(Partner::code).orElse("");
        }

        private static Item item(BulkDecisions.Item item, String partner) {
            UUID attempt = item.frozen().attempt();
            Outcome outcome = item.outcome();
            return new Item(
                    Ids.text(item.frozen().payout()),
                    attempt == null ? null : Ids.text(attempt),
                    partner,
                    item.wallet(),
                    item.provider(),
                    Amount.of(item.frozen().proposed().amount()),
                    item.frozen().proposed().state().name(),
                    item.frozen().proposed().reason(),
                    outcome == null ? "WAITING" : outcome.name(),
                    item.reason());
        }
    }

    private final ListDecidable listDecidable;
    private final ProposeBulkDecision propose;
    private final BulkDecisions decisions;
    private final PartnerDirectory partners;
    private final Clock clock;

    BulkDecisionsController(
            ListDecidable listDecidable,
            ProposeBulkDecision propose,
            BulkDecisions decisions,
            PartnerDirectory partners,
            Clock clock) {
        this.listDecidable = listDecidable;
        this.propose = propose;
        this.decisions = decisions;
        this.partners = partners;
        this.clock = clock;
    }

    @GetMapping(PATH + "/preview")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    Preview preview(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Instant now = clock.instant();
        Asked asked = Query.read(parameters, query -> asked(query, caller, now));
        ListDecidable.Listed listed = listDecidable.list(asked.decision(), asked.filter());
        return new Preview(
                asked.decision().name(),
                listed.payouts().size(),
                Amount.of(listed.total()),
                listed.hasMore(),
                listed.payouts().stream()
                        .map(one -> new Listed(
                                Ids.text(one.payout().id()),
                                Amount.of(one.payout().amount())))
                        .toList(),
                listed.payouts().stream()
                        .limit(SHOWN)
                        .map(one -> StuckAnswer.of(
                                one,
                                partners.find(one.payout().partner())
                                        .map(Partner::code)
                                        .orElse(""),
                                now))
                        .toList());
    }

    @PostMapping(PATH)
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE})
    ResponseEntity<ApprovalAnswer> propose(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        Proposed asked = Fields.readStrictly(
                body,
                fields -> new Proposed(
                        decision(fields),
                        fields.objects("payouts", 1, FrozenPayouts.MAX, BulkDecisionsController::seen),
                        fields.text("reason", REASON_MAX)));
        return ApprovalAnswer.accepted(propose.propose(asked.decision(), asked.payouts(), asked.reason(), caller));
    }

    @GetMapping(PATH + "/{id}")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Answer one(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        return Ids.find(id)
                .flatMap(decisions::find)
                .map(stored -> Answer.of(stored, partners))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no bulk decision has this id"));
    }

    private Asked asked(Query query, Caller caller, Instant now) {
        BulkDecision decision = query.oneOf("decision", BulkDecision.class);
        if (decision == null && !query.has("decision")) {
            query.fault("decision", "is required: one of " + NAMES);
        }
        return new Asked(
                decision == null ? BulkDecision.RETRY : decision, StuckQuery.read(query, caller, partners, now));
    }

    private static BulkDecision decision(Fields fields) {
        String text = fields.text("decision", DECISION_MAX, DECISION, "one of " + NAMES);
        return DECISION.matcher(text).matches() ? BulkDecision.valueOf(text) : BulkDecision.RETRY;
    }

    private static ProposeBulkDecision.Seen seen(Fields fields) {
        String id = fields.text("id", ID_LENGTH);
        Money amount = fields.money("amount");
        return new ProposeBulkDecision.Seen(
                Ids.find(id).orElseGet(() -> {
                    fields.fault("id", "must be the id of a payout");
                    return new UUID(0, 0);
                }),
                amount);
    }
}
