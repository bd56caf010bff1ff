package id.kezbek.reporting.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kezbek.reporting.reports.Owed;
import id.kezbek.shared.Money;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.ListPage;
import id.kezbek.shared.web.reading.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Kezbek's liabilities, now or at a point in time. */
@RestController
@ConditionalOnRole({ProcessRole.API, ProcessRole.ANALYTICS})
class OwedController {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            Owed.Creditor creditor,
            @Nullable String partner,
            @Nullable Long payouts,
            Amount amount) {}

    record Answer(Instant at, Amount total, List<Line> items) implements ListPage<Line> {}

    private final Owed owed;
    private final Clock clock;

    OwedController(Owed owed, Clock clock) {
        this.owed = owed;
        this.clock = clock;
    }

    @GetMapping("/api/v2/reports/owed")
    @Exported("owed")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    Answer owed(@RequestParam MultiValueMap<String, String> parameters) {
        Instant asked = Query.read(parameters, query -> query.instantOrEndOfDay("at"));
        Instant at = asked == null ? clock.instant() : asked;
        List<Owed.Line> lines = owed.at(at);
        return new Answer(
                at,
                Amount.of(lines.stream().map(Owed.Line::amount).reduce(Money.ZERO, Money::plus)),
                lines.stream()
                        .map(line ->
                                new Line(line.creditor(), line.partner(), line.payouts(), Amount.of(line.amount())))
                        .toList());
    }
}
