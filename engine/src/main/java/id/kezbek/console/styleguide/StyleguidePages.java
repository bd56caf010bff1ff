package id.kezbek.console.styleguide;

import id.kezbek.console.charts.DayValues;
import id.kezbek.console.charts.Sparkline;
import id.kezbek.console.charts.TimeChart;
import id.kezbek.console.frame.Change;
import id.kezbek.console.frame.ConsoleController;
import id.kezbek.console.frame.PageAt;
import id.kezbek.console.frame.Reply;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Step;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** All page components in all their states. The page exists only in a sandbox. */
@ConsoleController
@ConditionalOnProperty("cezbek.try-it.sandbox-file")
class StyleguidePages {

    private final Clock clock;

    StyleguidePages(Clock clock) {
        this.clock = clock;
    }

    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    @PageAt("/console/styleguide")
    Reply parts(Screen screen) {
        Instant now = clock.instant();
        List<Step> steps = List.of(
                Step.of(
                                now.minus(Duration.ofHours(2)),
                                "good",
                                "A step that went well",
                                "What happened, in one sentence.")
                        .linked("/console"),
                Step.of(null, "quiet", "A step that belongs to the previous step"),
                Step.of(now.minus(Duration.ofHours(1)), "bad", "A step that failed", "Why.", "What follows."),
                Step.of(now, "wait", "A step that waits"));
        List<Change> changes = List.of(
                new Change("percent", "1.5", "2.0"),
                new Change("wallet", "LSAJA", "LSAJA"),
                new Change("budget", null, "Rp100.000.000"),
                new Change("cap", "Rp25.000", null));
        DayValues days = new DayValues(
                Jakarta.dayOf(now).minusDays(4),
                Stream.of(3, 0, 4, 2, 5).map(BigDecimal::valueOf).toList());
        return screen.show(
                "styleguide/parts",
                new Parts(
                        steps,
                        changes,
                        Sparkline.of(screen, days, BigDecimal::toPlainString),
                        TimeChart.of(
                                screen,
                                List.of(
                                        new TimeChart.Series("amount", TimeChart.Unit.MONEY, days),
                                        new TimeChart.Series("count", TimeChart.Unit.NUMBER, days)))));
    }
}
