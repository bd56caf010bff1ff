package id.kezbek.console.partners;

import id.kezbek.console.charts.PartnerFigures;
import id.kezbek.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one partner. A part is null if the reader may not see it.
 *
 * @param figures the figures of the last days; null if the figures are not available now
 * @param refusal the refusal of the last action; null if the action succeeded
 */
public record PartnerPage(
        Partner partner,
        Funding funding,
        @Nullable List<PartnerFigures.Total> figures,
        People.@Nullable Officers officers,
        People.@Nullable Credentials credentials,
        InvoiceTerms.@Nullable All terms,
        @Nullable Refusal refusal) {}
