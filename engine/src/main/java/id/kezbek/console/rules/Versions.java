package id.kezbek.console.rules;

import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Step;
import id.kezbek.console.operations.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The versions of a rule as a timeline. Each step shows the change, the people and the reason. */
final class Versions {

    private Versions() {}

    static List<Step> of(Screen screen, Rule rule) {
        List<Step> steps = new ArrayList<>();
        for (Rule.Version version : Objects.requireNonNullElse(rule.versions(), List.<Rule.Version>of())) {
            steps.add(step(screen, version));
        }
        return steps.reversed();
    }

    private static Step step(Screen screen, Rule.Version version) {
        Rule.Terms terms = version.terms();
        Step step = Step.of(
                terms.validFrom(),
                "good",
                screen.text("rules.version", terms.version()),
                screen.text(
                        "rules.version.what",
                        screen.written().percent(terms.percent()),
                        Bands.quantity(screen, terms),
                        Bands.amount(screen, terms)));
        for (Rule.FieldChange change : version.changes()) {
            step = step.and(screen.text(
                    "rules.version.change",
                    screen.code("rules.changed", change.field()),
                    shown(screen, change.field(), change.before()),
                    shown(screen, change.field(), change.after())));
        }
        Rule.Decision decision = version.decision();
        if (decision == null) {
            return step;
        }
        return step.and(screen.text(
                        "rules.version.decided",
                        decision.proposedBy(),
                        decision.approvedBy() == null ? screen.text("frame.none") : decision.approvedBy(),
                        decision.reason()))
                .linked(screen.link(Path.of("/console/approvals/{}", decision.approval())));
    }

    private static String shown(Screen screen, String field, @Nullable String value) {
        return value == null ? screen.text("frame.none") : screen.written().value(field, value);
    }
}
