package id.kezbek.cashback.rules;

import id.kezbek.approvals.Decision;
import id.kezbek.cashback.Rule;
import id.kezbek.cashback.Rules;
import id.kezbek.cashback.rules.ChangeRuleAct.Arguments;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.Wallets;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Adds a version of a rule. A change names the version on which it is based, so that it cannot overwrite another
 * change. A version begins at its approval or later, because rules never change for earlier purchases.
 */
@Component
public class ChangeRule {

    private final Rules rules;
    private final PartnerDirectory partners;
    private final Wallets wallets;
    private final RuleCost cost;
    private final DataVersions versions;
    private final Clock clock;

    ChangeRule(
            Rules rules,
            PartnerDirectory partners,
            Wallets wallets,
            RuleCost cost,
            DataVersions versions,
            Clock clock) {
        this.rules = rules;
        this.partners = partners;
        this.wallets = wallets;
        this.cost = cost;
        this.versions = versions;
        this.clock = clock;
    }

    /** @throws Refusal as {@link ChangeRuleAct#check} */
    void check(Arguments arguments) {
        // Reloads the settings first, because another process may just have approved the wallet.
        versions.refresh();
        Rule latest = requireBase(arguments);
        if (arguments.partner() != null && partners.find(arguments.partner()).isEmpty()) {
            throw Refusal.badField("partner", "must be the code of a partner");
        }
        if (latest == null
                && arguments.wallet() != null
                && wallets.find(arguments.wallet()).isEmpty()) {
            throw Refusal.badField("wallet", "must be the code of a wallet");
        }
        requireWhole("cap", arguments.cap());
        requireWhole("customer_cap", arguments.customerCap());
        requireWhole("budget", arguments.budget());
        Instant now = clock.instant();
        if (arguments.validFrom() != null && arguments.validFrom().isBefore(now)) {
            throw Refusal.badField("valid_from", "must not be in the past; omit it to begin with the approval");
        }
        if (arguments.validUntil() != null && !arguments.validUntil().isAfter(now)) {
            throw arguments.ends()
                    ? Refusal.badField("at", "must be in the future; omit it to end the rule at the time of approval")
                    : Refusal.badField("valid_until", "must be in the future");
        }
        if (arguments.ends() && latest != null && hasEnded(latest, now)) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "rule " + arguments.rule() + " has already ended");
        }
    }

    /** Describes the effects of the version on all rules. */
    List<String> warnings(Arguments arguments) {
        Instant now = now();
        Rule proposed = version(arguments, now, null).rule();
        List<String> warnings = new ArrayList<>(arguments.ends() ? List.of() : cost.warnings(proposed, now));
        warnings.addAll(RuleReview.of(
                rules.versions().stream().map(RuleVersion::effective).toList(), proposed, now));
        return warnings;
    }

    /** The effects of the version on the rules of its scope. */
    public List<RuleFinding> findings(Arguments arguments) {
        Instant now = now();
        return RuleReview.findings(
                rules.versions().stream().map(RuleVersion::effective).toList(),
                version(arguments, now, null).rule(),
                now);
    }

    /** Describes the effect on the rule, as the continuation of a sentence that begins with the rule's name. */
    String words(Arguments arguments) {
        Instant now = now();
        Instant from = arguments.validFrom();
        String begins = from == null ? "from the time of approval" : "from " + from + " on";
        if (arguments.ends()) {
            return arguments.validUntil() == null
                    ? " ends at the time of approval"
                    : " ends at " + arguments.validUntil();
        }
        Rule next = version(arguments, now, null).rule();
        if (arguments.base() == 0) {
            String whose = arguments.partner() == null ? "all partners" : "partner " + arguments.partner();
            return " is created for " + whose + " " + begins + ": "
                    + RuleWords.inWords(RuleWords.changes(null, next.during(Instant.EPOCH, next.validUntil())));
        }
        Rule before = latest(arguments.rule());
        Rule same = next.during(before.validFrom(), next.validUntil());
        List<RuleWords.Change> changes = RuleWords.changes(before, same);
        return " becomes version " + next.version() + " " + begins + ": "
                + (changes.isEmpty() ? "no changes" : RuleWords.inWords(changes));
    }

    /** @throws Refusal STATE_CONFLICT if the rule has a newer version, or the time of the change has passed */
    void carryOut(Arguments arguments, Decision decision) {
        rules.lock();
        Rule latest = requireBase(arguments);
        Instant now = now();
        requireAhead(arguments.validFrom(), now, "begin");
        requireAhead(arguments.validUntil(), now, "end");
        if (arguments.ends() && latest != null && hasEnded(latest, now)) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "rule " + arguments.rule() + " has ended since the proposal");
        }
        rules.add(version(arguments, now, decision.approval()));
    }

    /** A simulation of past purchases in which the proposed version replaces all versions of its rule. */
    public RuleSimulation simulation(Arguments arguments) {
        Rule proposed = version(arguments, now(), null).rule().during(Instant.EPOCH, null);
        Stream<Rule> others =
                rules.versions().stream().map(RuleVersion::rule).filter(rule -> rule.id() != proposed.id());
        Stream<Rule> all = arguments.ends() ? others : Stream.concat(others, Stream.of(proposed));
        return new RuleSimulation(new RuleBook(all.toList()), proposed.id());
    }

    /** The id for a new rule. */
    public long newRule() {
        return rules.nextId();
    }

    /**
     * The version that ends a rule at a time or at the approval. Ending a planned rule does not make it begin earlier.
     *
     * @throws Refusal BAD_PAYLOAD if the rule would end before it begins
     */
    public Arguments ending(RuleHistory rule, int base, @Nullable Instant at) {
        Instant now = now();
        if (at == null || rule.state(now) != RuleState.PLANNED) {
            return ending(rule.shown(now).terms(), base, null, at);
        }
        Rule planned = rule.planned(now).getFirst().terms();
        if (!at.isAfter(planned.validFrom())) {
            throw Refusal.badField(
                    "at",
                    "must be after the rule's valid_from, " + planned.validFrom()
                            + "; omit it so that the rule never begins");
        }
        return ending(planned, base, planned.validFrom(), at);
    }

    private Arguments ending(Rule terms, int base, @Nullable Instant from, @Nullable Instant at) {
        PartnerId partner = terms.partner();
        return Arguments.ending(terms, base, partner == null ? null : code(partner), from, at);
    }

    private @Nullable Rule requireBase(Arguments arguments) {
        List<RuleVersion> versions = rules.versions(arguments.rule());
        int latest = versions.isEmpty() ? 0 : versions.getLast().rule().version();
        if (latest != arguments.base()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "rule " + arguments.rule() + " is at version " + latest + " and not at " + arguments.base()
                            + "; make a new proposal based on the current version");
        }
        return versions.isEmpty() ? null : versions.getLast().rule();
    }

    private static void requireWhole(String field, @Nullable BigDecimal amount) {
        if (amount != null && !Money.rupiah(amount).isWhole()) {
            throw Refusal.badField(field, "must be whole rupiah");
        }
    }

    private static void requireAhead(@Nullable Instant at, Instant now, String what) {
        if (at != null && !at.isAfter(now)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the proposed time to " + what + ", " + at + ", has passed; make a new proposal with a later time");
        }
    }

    private RuleVersion version(Arguments arguments, Instant now, @Nullable UUID approval) {
        Instant from = arguments.validFrom();
        Instant until = arguments.validUntil();
        return new RuleVersion(
                new Rule(
                        arguments.rule(),
                        arguments.base() + 1,
                        partner(arguments.partner()),
                        arguments.wallet(),
                        arguments.quantityFrom(),
                        arguments.quantityBelow(),
                        Money.rupiah(arguments.amountFrom()),
                        money(arguments.amountBelow()),
                        arguments.percent(),
                        money(arguments.cap()),
                        from == null ? now : from,
                        until == null && arguments.ends() ? now : until,
                        arguments.limits()),
                from == null,
                approval);
    }

    private @Nullable PartnerId partner(@Nullable String code) {
        return code == null ? null : partners.find(code).map(Partner::id).orElseThrow();
    }

    private String code(PartnerId partner) {
        return partners.find(partner).map(Partner::code).orElseThrow();
    }

    /** The terms that the version replaces; empty for a new rule. */
    Optional<Arguments> before(Arguments arguments) {
        if (arguments.base() == 0) {
            return Optional.empty();
        }
        Rule latest = latest(arguments.rule());
        return Optional.of(Arguments.of(
                        latest,
                        arguments.base(),
                        arguments.partner(),
                        latest.validFrom(),
                        latest.validUntil(),
                        arguments.ends())
                .shownWith(arguments.backtest()));
    }

    private Rule latest(long rule) {
        return rules.versions(rule).getLast().rule();
    }

    private static boolean hasEnded(Rule rule, Instant at) {
        return rule.validUntil() != null && !rule.validUntil().isAfter(at);
    }

    /** The current time in microseconds, the database's precision. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable Money money(@Nullable BigDecimal amount) {
        return amount == null ? null : Money.rupiah(amount);
    }
}
