package id.kezbek.console.partners;

import id.kezbek.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The page of one partner. A part is null if the reader may not see it.
 *
 * @param refusal the refusal of the last action; null if none was refused
 */
public record PartnerPage(
        Partner partner,
        Funding funding,
        People.@Nullable Officers officers,
        People.@Nullable Credentials credentials,
        InvoiceTerms.@Nullable All terms,
        @Nullable Refusal refusal) {}
