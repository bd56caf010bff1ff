package id.kezbek.cashback.rules;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.rules.RuleFinding.Band;
import id.kezbek.cashback.rules.RuleFinding.Kind;
import id.kezbek.cashback.rules.RuleFinding.Why;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Warns the approver about the effects of a proposed version on other rules. These effects are overlaps in which only
 * the width of bands or the age of rules decides, gaps between bands, and rules that can never win. The proposal is not
 * refused, because a campaign may intend these effects.
 */
final class RuleReview {

    /** The maximum number of warnings. */
    static final int WARNINGS_MAX = 20;
    /**
     * The maximum number of points in time for which the rules are checked: the beginning of the version, and later
     * beginnings and ends of other rules.
     */
    private static final int INSTANTS_MAX = 12;
    /** A scope with more rules is not checked, because each rule is compared with every other rule. */
    private static final int RULES_MAX = 100;

    /**
     * A range of quantities or of hundredths of a rupiah; the upper bound is excluded. The largest {@code long} means
     * no upper bound.
     */
    private record Stretch(long from, long below) {

        boolean covers(Stretch other) {
            return from <= other.from && other.below <= below;
        }
    }

    private record Cell(Stretch quantity, Stretch amount) {

        boolean isCoveredBy(Rule rule) {
            return quantityOf(rule).covers(quantity) && amountOf(rule).covers(amount);
        }

        Band band() {
            return new Band(
                    Math.toIntExact(quantity.from()),
                    quantity.below() == Long.MAX_VALUE ? null : Integer.valueOf(Math.toIntExact(quantity.below())),
                    hundredths(amount.from()),
                    amount.below() == Long.MAX_VALUE ? null : hundredths(amount.below()));
        }
    }

    private final Rule proposed;
    private final RuleBook book;
    private final Instant begins;
    private final Set<RuleFinding> findings = new LinkedHashSet<>();

    private RuleReview(List<Rule> versions, Rule proposed, Instant now) {
        this.proposed = proposed;
        this.book = new RuleBook(Stream.concat(versions.stream().filter(this::isForItsScope), Stream.of(proposed))
                .toList());
        this.begins = proposed.validFrom().isAfter(now) ? proposed.validFrom() : now;
    }

    /**
     * The findings, the most important first.
     *
     * @param versions all versions of all rules
     * @param proposed the proposed version
     */
    static List<RuleFinding> findings(List<Rule> versions, Rule proposed, Instant now) {
        RuleReview review = new RuleReview(versions, proposed, now);
        review.look(versions);
        return review.findings.stream().limit(WARNINGS_MAX).toList();
    }

    /** The findings as warning texts for the approver. */
    static List<String> of(List<Rule> versions, Rule proposed, Instant now) {
        return findings(versions, proposed, now).stream()
                .map(finding -> inWords(finding, proposed))
                .toList();
    }

    private static String inWords(RuleFinding finding, Rule proposed) {
        String band = finding.band() == null ? "" : finding.band().words();
        return switch (finding.kind()) {
            case TOO_MANY_RULES ->
                "there are more than " + RULES_MAX + " rules in force; overlaps and gaps were not checked";
            case NEVER_WINS ->
                "rule " + proposed.id() + " would never win: rules of the same scope with higher precedence cover "
                        + band;
            case NEVER_BEGINS ->
                "version " + finding.version() + " of rule " + finding.rule() + ", planned for " + finding.from()
                        + ", would never take effect";
            case NEVER_WINS_AGAIN ->
                "rule " + finding.rule() + " for " + band + " would never win again: rule " + proposed.id()
                        + " has precedence";
            case OVERLAP -> {
                long other = Objects.requireNonNull(finding.rule());
                yield fromThenOn(
                        finding,
                        "rules " + Math.min(other, proposed.id()) + " and " + Math.max(other, proposed.id())
                                + " overlap at " + band + "; rule " + finding.winner() + " wins there");
            }
            case GAP -> fromThenOn(finding, "no rule gives cashback for " + band);
        };
    }

    private static String fromThenOn(RuleFinding finding, String words) {
        return finding.from() == null ? words : "from " + finding.from() + " on " + words;
    }

    private void look(List<Rule> versions) {
        if (book.inForce(begins).size() > RULES_MAX) {
            findings.add(new RuleFinding(Kind.TOO_MANY_RULES, null, null, null, null, null, null));
            return;
        }
        List<Instant> instants = instants(versions);
        boolean wins = instants.stream().anyMatch(at -> isInForce(at) && !isBeaten(proposed, at));
        if (!wins && isInForce(begins)) {
            findings.add(new RuleFinding(Kind.NEVER_WINS, null, null, null, null, null, Band.of(proposed)));
        }
        plannedThatNeverRule(versions);
        beatenByIt();
        for (Instant at : instants) {
            Instant from = at.equals(begins) ? null : at;
            overlaps(at, from);
            gaps(at, from);
        }
    }

    /**
     * If the proposed version begins before a planned version of its rule, the planned version never takes effect,
     * because the proposed version is newer.
     */
    private void plannedThatNeverRule(List<Rule> versions) {
        versions.stream()
                .filter(other ->
                        other.id() == proposed.id() && other.validFrom().isAfter(begins))
                .forEach(other -> findings.add(new RuleFinding(
                        Kind.NEVER_BEGINS, other.validFrom(), other.id(), other.version(), null, null, null)));
    }

    private List<Instant> instants(List<Rule> versions) {
        SortedSet<Instant> later = new TreeSet<>();
        Stream.concat(versions.stream().filter(this::isOfItsScope), Stream.of(proposed))
                .flatMap(rule -> Stream.of(rule.validFrom(), rule.validUntil()))
                .filter(Objects::nonNull)
                .filter(at -> at.isAfter(begins))
                .forEach(later::add);
        return Stream.concat(Stream.of(begins), later.stream())
                .limit(INSTANTS_MAX)
                .toList();
    }

    private boolean isInForce(Instant at) {
        return book.inForce(at).contains(proposed);
    }

    private boolean isOfItsScope(Rule rule) {
        return Objects.equals(rule.partner(), proposed.partner()) && Objects.equals(rule.wallet(), proposed.wallet());
    }

    /**
     * Whether the rule covers purchases of the scope. A rule for all partners or all wallets also covers purchases of
     * the scope.
     */
    private boolean isForItsScope(Rule rule) {
        return (rule.partner() == null || rule.partner().equals(proposed.partner()))
                && (rule.wallet() == null || rule.wallet().equals(proposed.wallet()));
    }

    private void beatenByIt() {
        if (!isInForce(begins)) {
            return;
        }
        List<Rule> without = book.inForce(begins).stream()
                .filter(rule -> isOfItsScope(rule) && rule.id() != proposed.id())
                .toList();
        without.stream()
                .filter(rule -> common(rule) != null && isBeaten(rule, begins) && !isBeatenBy(rule, without))
                .forEach(rule -> findings.add(new RuleFinding(
                        Kind.NEVER_WINS_AGAIN, null, rule.id(), null, proposed.id(), null, Band.of(rule))));
    }

    private boolean isBeaten(Rule rule, Instant at) {
        return isBeatenBy(
                rule, book.inForce(at).stream().filter(this::isOfItsScope).toList());
    }

    /** Whether rules with higher precedence decide every purchase that the rule covers. */
    private static boolean isBeatenBy(Rule rule, List<Rule> others) {
        List<Rule> before = others.stream()
                .filter(other -> other.id() != rule.id() && RuleBook.PRECEDENCE.compare(other, rule) < 0)
                .filter(other -> common(other, rule) != null)
                .toList();
        if (before.isEmpty()) {
            return false;
        }
        return cells(Stream.concat(before.stream(), Stream.of(rule)).toList()).stream()
                .filter(cell -> cell.isCoveredBy(rule))
                .allMatch(cell -> before.stream().anyMatch(cell::isCoveredBy));
    }

    private void overlaps(Instant at, @Nullable Instant from) {
        if (!isInForce(at)) {
            return;
        }
        for (Rule other : book.inForce(at)) {
            Cell common = other.id() == proposed.id() || !isOfItsScope(other) ? null : common(other);
            if (common == null || isOneWithinTheOther(other)) {
                continue;
            }
            boolean isBeaten = RuleBook.PRECEDENCE.compare(other, proposed) < 0;
            Rule first = isBeaten ? other : proposed;
            Why why = Why.of(first, isBeaten ? proposed : other);
            findings.add(new RuleFinding(Kind.OVERLAP, from, other.id(), null, first.id(), why, common.band()));
        }
    }

    /** Whether one rule's band is inside the other rule's band. Such an overlap is probably an intended exception. */
    private boolean isOneWithinTheOther(Rule other) {
        boolean isSame = quantityOf(other).equals(quantityOf(proposed))
                && amountOf(other).equals(amountOf(proposed));
        boolean isWithin = quantityOf(other).covers(quantityOf(proposed))
                && amountOf(other).covers(amountOf(proposed));
        boolean isAround = quantityOf(proposed).covers(quantityOf(other))
                && amountOf(proposed).covers(amountOf(other));
        return !isSame && (isWithin || isAround);
    }

    private @Nullable Cell common(Rule other) {
        return common(other, proposed);
    }

    private static @Nullable Cell common(Rule one, Rule other) {
        Stretch quantity = common(quantityOf(one), quantityOf(other));
        Stretch amount = common(amountOf(one), amountOf(other));
        return quantity == null || amount == null ? null : new Cell(quantity, amount);
    }

    private static @Nullable Stretch common(Stretch one, Stretch other) {
        long from = Math.max(one.from(), other.from());
        long below = Math.min(one.below(), other.below());
        return from < below ? new Stretch(from, below) : null;
    }

    private void gaps(Instant at, @Nullable Instant from) {
        List<Rule> rules = book.inForce(at).stream().filter(this::isForItsScope).toList();
        if (rules.isEmpty()) {
            return;
        }
        List<Cell> gaps = new ArrayList<>();
        for (Cell cell : cells(rules)) {
            if (rules.stream().noneMatch(cell::isCoveredBy)) {
                Cell before = gaps.isEmpty() ? null : gaps.getLast();
                if (before != null
                        && before.quantity().equals(cell.quantity())
                        && before.amount().below() == cell.amount().from()) {
                    gaps.set(
                            gaps.size() - 1,
                            new Cell(
                                    cell.quantity(),
                                    new Stretch(
                                            before.amount().from(),
                                            cell.amount().below())));
                } else {
                    gaps.add(cell);
                }
            }
        }
        gaps.forEach(gap -> findings.add(new RuleFinding(Kind.GAP, from, null, null, null, null, gap.band())));
    }

    /** Divides the quantities and amounts that the rules have in common into rectangles, at each bound of a rule. */
    private static List<Cell> cells(List<Rule> rules) {
        List<Stretch> amounts =
                stretches(rules.stream().map(RuleReview::amountOf).toList());
        List<Cell> cells = new ArrayList<>();
        for (Stretch quantity :
                stretches(rules.stream().map(RuleReview::quantityOf).toList())) {
            for (Stretch amount : amounts) {
                cells.add(new Cell(quantity, amount));
            }
        }
        return cells;
    }

    private static List<Stretch> stretches(List<Stretch> bands) {
        SortedSet<Long> ends = new TreeSet<>();
        bands.forEach(band -> {
            ends.add(band.from());
            ends.add(band.below());
        });
        List<Long> ordered = List.copyOf(ends);
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 1; i < ordered.size(); i++) {
            stretches.add(new Stretch(ordered.get(i - 1), ordered.get(i)));
        }
        return stretches;
    }

    private static Stretch quantityOf(Rule rule) {
        return new Stretch(rule.quantityFrom(), rule.quantityBelow() == null ? Long.MAX_VALUE : rule.quantityBelow());
    }

    private static Stretch amountOf(Rule rule) {
        Money below = rule.amountBelow();
        return new Stretch(rule.amountFrom().hundredths(), below == null ? Long.MAX_VALUE : below.hundredths());
    }

    private static Money hundredths(long hundredths) {
        return new Money(Money.ZERO.currency(), hundredths);
    }
}
