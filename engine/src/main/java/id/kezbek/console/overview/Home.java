package id.kezbek.console.overview;

import id.kezbek.console.charts.PartnerFigures;
import id.kezbek.console.transactions.Purchase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An officer's first page.
 *
 * @param available the partner's available funds; null if the partner has no limit
 * @param figures the figures of the last days; null if the figures are not available now
 */
public record Home(
        String company,
        String balance,
        @Nullable String available,
        List<Attention> needs,
        @Nullable List<PartnerFigures.Total> figures,
        List<Purchase> latest) {}
