package id.kezbek.reporting.web;

import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.reporting.reports.Days;
import id.kezbek.reporting.reports.PartnerFigures;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.ListPage;
import id.kezbek.shared.web.reading.Query;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One partner's figures by day or month, from the roll-ups. */
@RestController
@ConditionalOnRole({ProcessRole.API, ProcessRole.ANALYTICS})
class PartnerFiguresController {

    record PartnerDays(String partner, LocalDate from, LocalDate to, List<Day> items) implements ListPage<Day> {}

    record Day(LocalDate day, long purchases, Amount amount, Amount cashback, Amount reward, Amount paid) {

        static Day of(PartnerFigures.Day one) {
            return new Day(
                    one.day(),
                    one.purchases(),
                    Amount.of(one.amount()),
                    Amount.of(one.cashback()),
                    Amount.of(one.reward()),
                    Amount.of(one.paid()));
        }
    }

    private final PartnerFigures figures;
    private final PartnerDirectory partners;
    private final Clock clock;

    PartnerFiguresController(PartnerFigures figures, PartnerDirectory partners, Clock clock) {
        this.figures = figures;
        this.partners = partners;
        this.clock = clock;
    }

    @GetMapping("/api/v2/partners/{code}/figures")
    @Exported("figures")
    @Allow({Role.OFFICER, Role.PARTNER, Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    PartnerDays figures(
            Caller caller, @PathVariable String code, @RequestParam MultiValueMap<String, String> parameters) {
        Partner partner = partners.find(code)
                .filter(found -> PartnerScope.admits(caller, found.id()))
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
        record Asked(Days days, PartnerFigures.By by) {}
        Asked asked = Query.read(parameters, query -> {
            PartnerFigures.By by = Optional.ofNullable(query.oneOf("by", PartnerFigures.By.class))
                    .orElse(PartnerFigures.By.DAY);
            return new Asked(
                    by == PartnerFigures.By.MONTH
                            ? ReportQuery.daysOfTwelveMonths(query, clock.instant())
                            : ReportQuery.daysOfTwoWeeks(query, clock.instant()),
                    by);
        });
        return new PartnerDays(
                partner.code(),
                asked.days().from(),
                asked.days().to(),
                figures.of(partner.id(), asked.days(), asked.by()).stream()
                        .map(Day::of)
                        .toList());
    }
}
