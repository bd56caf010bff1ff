package id.kezbek.ledger.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.CloseFigures;
import id.kezbek.ledger.DailySums;
import id.kezbek.shared.Money;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sums of the month for each account, by kind of movement. */
@Component
class LedgerFigures implements CloseFigures {

    private final JdbcClient jdbc;

    LedgerFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public SortedMap<String, String> figures(CalendarMonth month) {
        // One statement for each day, so that no statement takes long.
        Map<String, Money> sums = month.firstDay()
                .datesUntil(month.next().firstDay())
                .flatMap(day -> DailySums.read(jdbc, day, day).stream())
                .collect(Collectors.toMap(LedgerFigures::name, DailySums.Sum::amount, Money::plus));
        SortedMap<String, String> figures = new TreeMap<>();
        sums.forEach((name, amount) -> figures.put(name, amount.decimal().toPlainString()));
        return figures;
    }

    private static String name(DailySums.Sum sum) {
        String owner = sum.account().owner();
        return "ledger " + sum.account().kind() + (owner.isEmpty() ? "" : " " + owner) + " " + sum.kind();
    }
}
