package id.kezbek.console.partners;

import id.kezbek.console.frame.Filters;
import id.kezbek.shared.Money;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page with the number of days until the funds of each prepaid partner end. The shortest time comes first. */
public record FundingDays(Filters filters, List<Line> lines) {

    private static final int SHORT_DAYS = 3;
    private static final int SOON_DAYS = 7;

    /** The report from API v2. */
    public record Report(List<Line> items) {}

    /** @param runwayDays the days until the funds end; null if no funds were used */
    public record Line(
            String owner,
            Money closing,
            Money incoming,
            Money used,
            Money usedPerDay,
            @Nullable Integer runwayDays) {

        public String tone() {
            return runwayDays == null
                    ? "quiet"
                    : runwayDays < SHORT_DAYS ? "bad" : runwayDays < SOON_DAYS ? "wait" : "good";
        }
    }

    static FundingDays of(Filters filters, Report report) {
        return new FundingDays(
                filters,
                report.items().stream()
                        .sorted(Comparator.comparing(Line::runwayDays, Comparator.nullsLast(Comparator.naturalOrder())))
                        .toList());
    }
}
