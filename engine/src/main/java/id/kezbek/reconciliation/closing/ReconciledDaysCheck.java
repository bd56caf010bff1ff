package id.kezbek.reconciliation.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseCheck;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.ActiveDays;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Requires a complete statement, downloaded after the day, for every day with movements of our money at a provider. */
@Component
class ReconciledDaysCheck implements CloseCheck {

    private record ProviderDay(String provider, LocalDate day) {}

    private final JdbcClient jdbc;
    private final ActiveDays activeDays;

    ReconciledDaysCheck(JdbcClient jdbc, ActiveDays activeDays) {
        this.jdbc = jdbc;
        this.activeDays = activeDays;
    }

    @Override
    public String name() {
        return "reconciled-days";
    }

    @Override
    public Result look(CalendarMonth month) {
        Set<ProviderDay> stated = jdbc.sql("""
                        select provider, day::date as day from reconciliation.file
                        cross join lateral generate_series(from_day, to_day, interval '1 day') as day
                        where state = 'LOADED' and complete and reconciliation.is_of_whole_days(to_day, received_at)
                          and to_day >= ? and from_day <= ?""")
                .params(month.firstDay(), month.lastDay())
                .query((row, n) -> new ProviderDay(row.getString("provider"), row.getObject("day", LocalDate.class)))
                .set();
        Set<ProviderDay> moved = activeDays.of(AccountKind.FLOAT, month.firstDay(), month.lastDay()).stream()
                .map(active -> new ProviderDay(active.owner(), active.day()))
                .collect(Collectors.toSet());
        moved.removeAll(stated);
        List<String> missing = moved.stream()
                .sorted(Comparator.comparing(ProviderDay::day).thenComparing(ProviderDay::provider))
                .map(one -> one.provider() + " " + one.day())
                .toList();
        return Result.missing(missing, "days of providers have no complete statement", "DAYS");
    }
}
