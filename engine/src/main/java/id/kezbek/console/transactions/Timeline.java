package id.kezbek.console.transactions;

import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Step;
import id.kezbek.console.frame.Written;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The history of a purchase or a payout, as sentences in the order of time. */
public final class Timeline {

    /** The maximum number of rules that are shown as not chosen. */
    private static final int LOSERS_MAX = 5;

    private final Screen screen;
    private final Written written;
    private final List<Step> steps = new ArrayList<>();

    private Timeline(Screen screen) {
        this.screen = screen;
        this.written = screen.written();
    }

    /**
     * The steps of the timeline.
     *
     * @param rule the rule that decided; null if the user may not see rules
     * @param payout null if the purchase has no payout
     */
    static List<Step> of(
            Screen screen, Purchase purchase, @Nullable Rule rule, @Nullable Payout payout, Consequences more) {
        Timeline timeline = new Timeline(screen);
        timeline.purchase(purchase);
        timeline.decision(purchase, rule, more.decision());
        timeline.tier(purchase);
        if (payout == null) {
            timeline.steps.add(Step.of(null, "quiet", screen.text("transactions.step.nothing")));
        } else {
            timeline.ordered(payout, screen.link(Path.of("/console/payouts/{}", payout.id())));
            for (Payout.Attempt attempt : payout.attempts()) {
                timeline.attempt(attempt);
                more.lines().getOrDefault(attempt.reference(), List.of()).forEach(timeline::statement);
            }
            timeline.next(payout);
            payout.otherParts().forEach(timeline::part);
        }
        more.emails().forEach(timeline::email);
        more.invoices().forEach(invoice -> timeline.invoice(purchase, invoice));
        return timeline.steps;
    }

    /** The steps of one payout. */
    public static List<Step> of(Screen screen, Payout payout) {
        Timeline timeline = new Timeline(screen);
        timeline.ordered(payout, null);
        payout.attempts().forEach(timeline::attempt);
        timeline.next(payout);
        return timeline.steps;
    }

    private void purchase(Purchase purchase) {
        steps.add(Step.of(
                        purchase.acceptedAt(),
                        "good",
                        screen.text("transactions.step.purchase"),
                        screen.text(
                                "transactions.step.purchase.what",
                                purchase.partner(),
                                written.number(purchase.quantity()),
                                written.money(purchase.amount()),
                                purchase.msisdn(),
                                purchase.reference()))
                .copying(purchase.reference()));
    }

    private void decision(Purchase purchase, @Nullable Rule rule, @Nullable Decision decision) {
        Purchase.Trace trace = purchase.trace();
        String ruleNumber = purchase.rule().id() + "";
        Step step = Step.of(
                null,
                "good",
                screen.text("transactions.step.decision", written.money(purchase.cashback())),
                screen.text(
                        "transactions.step.decision.rule",
                        ruleNumber,
                        purchase.rule().version(),
                        written.percent(trace.percent()),
                        written.money(trace.uncapped())));
        if (rule != null) {
            step = step.and(band(rule.of(purchase.rule().version()), rule))
                    .linked(screen.link(Path.of("/console/rules/{}", ruleNumber)));
        }
        if (trace.cap() != null && trace.cap().compareTo(trace.uncapped()) < 0) {
            step = step.and(screen.text("transactions.step.decision.cap", written.money(trace.cap())));
        }
        for (Purchase.Trim trim : Objects.requireNonNullElse(trace.trims(), List.<Purchase.Trim>of())) {
            step = step.and(screen.text("transactions.trim." + trim.by(), written.money(trim.to())));
        }
        steps.add(decision == null ? step : losers(step, decision));
    }

    /** Adds the rules that were not chosen, each with its reason. */
    private Step losers(Step decided, Decision decision) {
        if (!decision.certain()) {
            return decided.and(screen.text("transactions.verdict.uncertain"));
        }
        Step step = decided;
        List<Decision.Verdict> losers = decision.losers();
        for (Decision.Verdict rule : losers.subList(0, Math.min(LOSERS_MAX, losers.size()))) {
            step = step.and(screen.text(
                    "transactions.verdict." + (rule.verdict().equals("BEATEN") ? "beaten" : "outside"),
                    Long.toString(rule.id()),
                    rule.version(),
                    written.sentence(rule.reason())));
        }
        return losers.size() > LOSERS_MAX
                ? step.and(screen.text("transactions.verdict.others", losers.size() - LOSERS_MAX))
                : step;
    }

    private String band(Rule.Terms terms, Rule rule) {
        String quantity = terms.quantityBelow() == null
                ? screen.text("transactions.band.from", written.number(terms.quantityFrom()))
                : screen.text(
                        "transactions.band.between",
                        written.number(terms.quantityFrom()),
                        written.number(terms.quantityBelow() - 1L));
        String amount = terms.amountBelow() == null
                ? screen.text("transactions.band.from", written.money(terms.amountFrom()))
                : screen.text(
                        "transactions.band.below",
                        written.money(terms.amountFrom()),
                        written.money(terms.amountBelow()));
        String scope = rule.partner() == null ? screen.text("transactions.band.all") : rule.partner();
        return screen.text("transactions.step.decision.band", quantity, amount, scope);
    }

    private void tier(Purchase purchase) {
        Purchase.TierMove move = purchase.tier();
        String before = move.before();
        String title = before == null
                ? screen.text("transactions.step.tier.first", move.after())
                : before.equals(move.after())
                        ? screen.text("transactions.step.tier.same", before)
                        : screen.text("transactions.step.tier.up", before, move.after());
        Step step = Step.of(
                null,
                "good",
                title,
                screen.text("transactions.step.tier.count", written.number(purchase.recurring()), move.after()));
        if (purchase.reward().isPositive()) {
            step = step.and(screen.text("transactions.step.tier.reward", written.money(purchase.reward())));
        }
        steps.add(step.linked(CustomerLink.of(screen, purchase.partner(), purchase.msisdn())));
    }

    private void ordered(Payout payout, @Nullable String page) {
        Step step = Step.of(
                        payout.createdAt(),
                        "good",
                        screen.text("transactions.step.payout", written.money(payout.amount()), payout.wallet()),
                        screen.text(
                                "transactions.step.payout.items", payout.items().size(), payout.id()))
                .copying(payout.id());
        if (payout.collectsSmallAmounts()) {
            step = step.and(screen.text("transactions.step.payout.collected"));
        }
        if (!payout.otherParts().isEmpty()) {
            step = step.and(screen.text(
                    "transactions.step.payout.split", payout.otherParts().size() + 1));
        }
        steps.add(step.linked(page));
    }

    /** Adds a part of a split payout. Its attempts are on the page of that part. */
    private void part(Payout.Part part) {
        steps.add(Step.of(
                        null,
                        States.tone(part.state()),
                        screen.text("transactions.step.part", written.money(part.amount())),
                        screen.code("transactions.payout", part.state()))
                .linked(screen.link(Path.of("/console/payouts/{}", part.id()))));
    }

    private void attempt(Payout.Attempt attempt) {
        Step step = Step.of(
                        attempt.startedAt(),
                        States.tone(attempt.state()),
                        screen.text(
                                "transactions.step.attempt",
                                attempt.number(),
                                attempt.provider(),
                                screen.code("transactions.attempt", attempt.state())),
                        screen.text("transactions.step.attempt.reference", attempt.reference()))
                .copying(attempt.reference());
        if (attempt.quotes() != null && !attempt.quotes().isEmpty()) {
            step = step.and(chosen(attempt.quotes()));
        }
        if (attempt.fee() != null) {
            step = step.and(fee(attempt.fee(), attempt.directFee()));
        }
        if (attempt.providerReference() != null) {
            step = step.and(screen.text("transactions.step.attempt.provider", attempt.providerReference()))
                    .copying(attempt.providerReference());
        }
        if (attempt.reason() != null) {
            step = step.and(screen.text("transactions.step.attempt.reason", attempt.reason()));
        }
        if (attempt.inquiries() > 0) {
            step = step.and(screen.text("transactions.step.attempt.inquiries", attempt.inquiries()));
        }
        if (attempt.endedAt() != null) {
            step = step.and(screen.text("transactions.step.attempt.ended", written.time(attempt.endedAt())));
        }
        steps.add(step);
    }

    /** The quotes of all providers, each with the reason why it was chosen or not. */
    private String chosen(List<Payout.Quote> quotes) {
        List<String> said = quotes.stream()
                .map(quote -> screen.text(
                        "transactions.quote",
                        quote.provider(),
                        written.money(quote.fee()),
                        quote.reason().isBlank() ? quote.verdict() : written.sentence(quote.reason())))
                .toList();
        return screen.text("transactions.quotes", String.join("; ", said));
    }

    private String fee(Money fee, @Nullable Money direct) {
        return direct == null || direct.compareTo(fee) <= 0
                ? screen.text("transactions.step.attempt.fee", written.money(fee))
                : screen.text(
                        "transactions.step.attempt.fee.saved", written.money(fee), written.money(direct.minus(fee)));
    }

    private void statement(Consequences.Line line) {
        steps.add(Step.of(
                        line.at(),
                        line.role().equals("REVERSAL") ? "bad" : "good",
                        screen.text(
                                "transactions.step.statement",
                                line.provider(),
                                screen.code("transactions.line", line.role())),
                        screen.text(
                                line.byPeople()
                                        ? "transactions.step.statement.people"
                                        : "transactions.step.statement.what",
                                line.line(),
                                written.money(line.amount())))
                .linked(screen.link(Path.of("/console/statements/{}", line.statement()))));
    }

    private void email(Consequences.Email email) {
        Step step = Step.of(
                email.createdAt(),
                email.state().equals("FAILED") ? "bad" : email.state().equals("SENT") ? "good" : "quiet",
                screen.text(
                        "transactions.step.email",
                        screen.code("templates.name", email.template()),
                        screen.code("emails.state", email.state())),
                screen.text("transactions.step.email.to", email.to()));
        steps.add(email.reason() == null ? step : step.and(email.reason()));
    }

    private void invoice(Purchase purchase, Consequences.Invoice invoice) {
        steps.add(Step.of(
                        invoice.issuedAt(),
                        "good",
                        screen.text("transactions.step.invoice", invoice.number()),
                        screen.text("transactions.step.invoice.what", invoice.period()))
                .linked(screen.link(Path.of("/console/invoices/{}/{}", purchase.partner(), invoice.id()))));
    }

    private void next(Payout payout) {
        steps.add(Step.of(
                payout.endedAt(),
                States.tone(payout.state()),
                screen.code("transactions.payout", payout.state()),
                Explained.of(screen, payout)));
    }
}
