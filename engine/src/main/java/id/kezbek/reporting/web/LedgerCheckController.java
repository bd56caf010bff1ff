package id.kezbek.reporting.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.reporting.rollup.Figure;
import id.kezbek.reporting.verdict.FigureDifference;
import id.kezbek.reporting.verdict.LedgerDifference;
import id.kezbek.reporting.verdict.LedgerVerdict;
import id.kezbek.reporting.verdict.LedgerVerdicts;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Query;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether the figures of reports equal the ledger. */
@RestController
@ConditionalOnRole(ProcessRole.API)
class LedgerCheckController {

    private static final int DAYS_MAX = 366;
    private static final int DIFFERENCES_MAX = 200;
    private static final int DATE_LENGTH = 10;

    record Days(LocalDate from, LocalDate to) {}

    record Difference(
            LocalDate day,
            String account,
            String owner,
            String movement,
            @JsonProperty("rolled_up") Amount rolledUp,
            Amount ledger) {

        static Difference of(LedgerDifference one) {
            return new Difference(
                    one.day(),
                    one.account().kind().name(),
                    one.account().owner(),
                    one.movement().name(),
                    Amount.of(one.rolledUp()),
                    Amount.of(one.ledger()));
        }
    }

    /** @param rolledUp a count, or an amount in rupiah */
    record OfFigure(
            LocalDate day,
            String figure,
            @JsonProperty("rolled_up") String rolledUp,
            String source) {

        static OfFigure of(FigureDifference one) {
            return new OfFigure(
                    one.day(),
                    one.figure().name(),
                    text(one.figure(), one.rolledUp()),
                    text(one.figure(), one.source()));
        }

        private static String text(Figure figure, BigDecimal value) {
            return value.setScale(figure.isMoney() ? Money.SCALE : 0, RoundingMode.UNNECESSARY)
                    .toPlainString();
        }
    }

    record Check(
            LocalDate from,
            LocalDate to,
            String state,
            @JsonProperty("is_amber") boolean amber,
            Amount residual,
            @JsonProperty("as_of") @Nullable Instant asOf,
            List<Difference> differences,
            List<OfFigure> figures) {}

    private final LedgerVerdicts verdicts;
    private final Clock clock;

    LedgerCheckController(LedgerVerdicts verdicts, Clock clock) {
        this.verdicts = verdicts;
        this.clock = clock;
    }

    @GetMapping("/api/v2/reports/ledger-check")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    Check check(@RequestParam MultiValueMap<String, String> parameters) {
        Days days = Query.read(parameters, this::days);
        LedgerVerdict verdict = verdicts.of(days.from(), days.to());
        return new Check(
                days.from(),
                days.to(),
                verdict.state().name(),
                verdict.isAmber(),
                Amount.of(verdict.residual()),
                verdict.asOf(),
                verdicts.differences(days.from(), days.to(), DIFFERENCES_MAX).stream()
                        .map(Difference::of)
                        .toList(),
                verdicts.figures(days.from(), days.to(), DIFFERENCES_MAX).stream()
                        .map(OfFigure::of)
                        .toList());
    }

    /** The requested days; the current month if the request contains no days. */
    private Days days(Query query) {
        LocalDate today = Jakarta.dayOf(clock.instant());
        LocalDate to = day(query, "to", today);
        LocalDate from = day(query, "from", to.withDayOfMonth(1));
        if (from.isAfter(to)) {
            query.fault("from", "must not be after to");
        } else if (from.plusDays(DAYS_MAX).isBefore(to)) {
            query.fault("from", "must be at most " + DAYS_MAX + " days before to");
        }
        return new Days(from, to);
    }

    private static LocalDate day(Query query, String name, LocalDate otherwise) {
        LocalDate day =
                query.found(name, LedgerCheckController::parsed, "must be a Jakarta date, for example 2026-11-30");
        return day == null ? otherwise : day;
    }

    private static Optional<LocalDate> parsed(String text) {
        try {
            return text.length() == DATE_LENGTH ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
