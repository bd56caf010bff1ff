package id.kezbek.console.partners;

import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The terms of a partner's invoices, from API v2. Each version is valid from its month on. */
public record InvoiceTerms(
        int version,
        String effectiveFrom,
        String fee,
        @Nullable BigDecimal percent,
        @Nullable Money perPayout,
        List<Tier> tiers,
        Money minimum,
        boolean passesProviderFees,
        boolean chargesPpn,
        boolean withholdsPph23,
        String legalName,
        String address,
        String npwp,
        String idtku,
        String language,
        int dueDays) {

    public record Tier(@Nullable Money upTo, BigDecimal percent) {}

    /** All versions of the terms, the latest first. */
    public record All(List<InvoiceTerms> items) {}
}
