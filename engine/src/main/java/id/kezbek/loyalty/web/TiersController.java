package id.kezbek.loyalty.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.approvals.ApprovalAnswer;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.idempotency.KeyedByReference;
import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.Tiers;
import id.kezbek.loyalty.ladder.ChangeLadderAct;
import id.kezbek.loyalty.ladder.LadderFinding;
import id.kezbek.loyalty.ladder.LadderVersion;
import id.kezbek.loyalty.ladder.LadderVersions;
import id.kezbek.loyalty.ladder.SimulateLadder;
import id.kezbek.loyalty.ladder.TierTerms;
import id.kezbek.loyalty.ladder.TierTerms.RewardTerms;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The tier programme. All roles can read the programme. The programme is changed as a whole, with a second person's
 * approval.
 */
@RestController
@ConditionalOnRole(ProcessRole.API)
class TiersController {

    private static final String TIERS = "/api/v2/tiers";
    private static final String VERSIONS = "ladder-versions";
    private static final int TIERS_MAX = 20;
    private static final int REWARDS_MAX = 50;
    private static final int COUNT_MAX = 10_000;
    private static final int DAYS_MAX = 3_660;
    private static final int FIRST_PAID_COUNT = 2;
    private static final int CODE_MAX = 20;
    private static final int NAME_MAX = 60;
    private static final int DESCRIPTION_MAX = 500;
    private static final int REASON_MAX = 500;
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]*");

    record Reward(int count, Amount amount) {}

    /**
     * A tier.
     *
     * @param next the tier that follows when the last count is reached; for the highest tier, the same tier
     * @param lower the tier that follows when a period expires; for the lowest tier, the same tier
     * @param name a name for people; absent if the tier has no name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TierAnswer(
            String code,
            int grade,
            @JsonProperty("last_count") int lastCount,
            @JsonProperty("lasts_days") int lastsDays,
            String next,
            String lower,
            List<Reward> rewards,
            @Nullable String name,
            @Nullable String description) {

        static List<TierAnswer> of(List<Tier> tiers) {
            List<TierAnswer> answers = new ArrayList<>();
            for (int i = 0; i < tiers.size(); i++) {
                Tier tier = tiers.get(i);
                answers.add(new TierAnswer(
                        tier.code(),
                        tier.grade(),
                        tier.lastCount(),
                        tier.lastsDays(),
                        tiers.get(Math.min(i + 1, tiers.size() - 1)).code(),
                        tiers.get(Math.max(i - 1, 0)).code(),
                        tier.rewards().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(reward -> new Reward(reward.getKey(), Amount.of(reward.getValue())))
                                .toList(),
                        tier.name(),
                        tier.description()));
            }
            return answers;
        }
    }

    record Ladder(int version, List<TierAnswer> tiers) {}

    /** A version of the tier programme. The people and the reason are absent for the installation's first version. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version(
            int version,
            Instant at,
            @JsonProperty("proposed_by") @Nullable String proposedBy,
            @JsonProperty("approved_by") @Nullable String approvedBy,
            @Nullable String reason,
            List<TierAnswer> tiers) {

        static Version of(LadderVersion version) {
            LadderVersion.Change change = version.change();
            return new Version(
                    version.number(),
                    version.at(),
                    change == null ? null : change.proposedBy(),
                    change == null ? null : change.approvedBy(),
                    change == null ? null : change.reason(),
                    TierAnswer.of(version.tiers()));
        }

        @Override
        public String toString() {
            return "Version[" + version + "]";
        }
    }

    record LadderChecked(
            List<Finding> findings,
            @JsonProperty("next_purchase") NextPurchase nextPurchase) {}

    record NextPurchase(
            long customers,
            List<TierCount> tiers,
            Amount rewards,
            @JsonProperty("would_reward") Amount wouldReward,
            boolean whole) {

        static NextPurchase of(SimulateLadder.NextPurchase next) {
            return new NextPurchase(
                    next.customers(),
                    next.tiers().stream()
                            .map(tier -> new TierCount(tier.tier(), tier.now(), tier.after(), tier.wouldBe()))
                            .toList(),
                    Amount.of(next.rewards()),
                    Amount.of(next.wouldReward()),
                    next.isWhole());
        }
    }

    record TierCount(
            String tier,
            long now,
            long after,
            @JsonProperty("would_be") long wouldBe) {}

    /** An effect on one tier; fields that do not apply to the kind of effect are absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Finding(
            LadderFinding.Kind kind,
            String tier,
            @Nullable Integer count,
            @Nullable Integer was,
            @Nullable Integer becomes,
            @JsonProperty("amount_was") @Nullable Amount amountWas,
            @JsonProperty("amount_becomes") @Nullable Amount amountBecomes,
            @JsonProperty("name_was") @Nullable String nameWas,
            @JsonProperty("name_becomes") @Nullable String nameBecomes) {

        static Finding of(LadderFinding one) {
            return new Finding(
                    one.kind(),
                    one.tier(),
                    one.count(),
                    one.was(),
                    one.becomes(),
                    one.amountWas() == null ? null : Amount.of(one.amountWas()),
                    one.amountBecomes() == null ? null : Amount.of(one.amountBecomes()),
                    one.nameWas(),
                    one.nameBecomes());
        }
    }

    private record Asked(List<TierTerms> tiers, String reason) {}

    private record Page(int before, int limit) {}

    private final Tiers tiers;
    private final LadderVersions ladderVersions;
    private final ProposeAct proposeAct;
    private final ChangeLadderAct changeLadder;
    private final SimulateLadder simulateLadder;

    TiersController(
            Tiers tiers,
            LadderVersions ladderVersions,
            ProposeAct proposeAct,
            ChangeLadderAct changeLadder,
            SimulateLadder simulateLadder) {
        this.tiers = tiers;
        this.ladderVersions = ladderVersions;
        this.proposeAct = proposeAct;
        this.changeLadder = changeLadder;
        this.simulateLadder = simulateLadder;
    }

    @GetMapping(TIERS)
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR, Role.OFFICER, Role.PARTNER})
    Ladder inForce(@RequestParam MultiValueMap<String, String> parameters) {
        Query.readNone(parameters);
        // Reads the newest version from the database, because the version number and the tiers must match and include
        // the latest change.
        return ladderVersions.page(Integer.MAX_VALUE, 1).stream()
                .map(newest -> new Ladder(newest.number(), TierAnswer.of(newest.tiers())))
                .findFirst()
                .orElseGet(() -> new Ladder(0, List.of()));
    }

    /** All versions, newest first. */
    @GetMapping(TIERS + "/versions")
    @Exported("tier-versions")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    Listing<Version> versions(@RequestParam MultiValueMap<String, String> parameters) {
        Page page = Query.read(
                parameters,
                query -> new Page(
                        Objects.requireNonNullElse(
                                query.after(VERSIONS, position -> Integer.valueOf(position.getFirst())),
                                Integer.MAX_VALUE),
                        query.limit()));
        return Listing.of(
                ladderVersions.page(page.before(), page.limit() + 1),
                page.limit(),
                Version::of,
                last -> Cursor.of(VERSIONS, Integer.toString(last.number())));
    }

    /** Returns the effects of a tier programme on each tier and on the customers' next purchases. Records nothing. */
    @KeyedByReference
    @PostMapping(TIERS + ":check")
    @Allow({Role.ADMIN, Role.OPERATIONS})
    LadderChecked check(@RequestBody(required = false) byte @Nullable [] body) {
        List<TierTerms> asked = Fields.readStrictly(body, TiersController::tiers);
        return new LadderChecked(
                changeLadder.findings(asked).stream().map(Finding::of).toList(),
                NextPurchase.of(simulateLadder.nextPurchase(asked)));
    }

    /** Proposes a new tier programme. The proposal must contain all tiers of the programme. */
    @PostMapping(TIERS)
    @Allow({Role.ADMIN, Role.OPERATIONS})
    ResponseEntity<ApprovalAnswer> change(Caller caller, @RequestBody(required = false) byte @Nullable [] body) {
        Asked asked = Fields.readStrictly(body, fields -> new Asked(tiers(fields), fields.text("reason", REASON_MAX)));
        return ApprovalAnswer.accepted(proposeAct.propose(
                changeLadder, new ChangeLadderAct.Arguments(tiers.version(), asked.tiers()), asked.reason(), caller));
    }

    private static List<TierTerms> tiers(Fields fields) {
        return fields.objects("tiers", 1, TIERS_MAX, TiersController::tier);
    }

    private static TierTerms tier(Fields fields) {
        return new TierTerms(
                fields.text("code", CODE_MAX, CODE, "1 to 20 characters of A-Z, 0-9 and _, beginning with a letter"),
                fields.integer("grade", 1, TIERS_MAX),
                fields.integer("last_count", FIRST_PAID_COUNT, COUNT_MAX),
                fields.integer("lasts_days", 1, DAYS_MAX),
                fields.objects("rewards", 0, REWARDS_MAX, TiersController::reward),
                name(fields),
                fields.optionalText("description", DESCRIPTION_MAX));
    }

    /** The name must not contain a semicolon, because the form for people separates values with semicolons. */
    private static @Nullable String name(Fields fields) {
        String name = fields.optionalText("name", NAME_MAX);
        if (name != null && name.contains(";")) {
            fields.fault("name", "must not contain a semicolon");
        }
        return name;
    }

    private static RewardTerms reward(Fields fields) {
        return new RewardTerms(
                fields.integer("count", FIRST_PAID_COUNT, COUNT_MAX),
                fields.wholeMoney("amount").decimal());
    }
}
