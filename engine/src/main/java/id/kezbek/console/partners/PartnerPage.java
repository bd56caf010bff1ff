package id.kezbek.console.partners;

import id.kezbek.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One partner. What the reader may not see is null.
 *
 * @param refusal of what was just tried; null if nothing was
 */
public record PartnerPage(
        Partner partner,
        Funding funding,
        People.@Nullable Officers officers,
        People.@Nullable Credentials credentials,
        InvoiceTerms.@Nullable All terms,
        @Nullable Refusal refusal) {}
