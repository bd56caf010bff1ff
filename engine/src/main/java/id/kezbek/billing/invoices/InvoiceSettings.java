package id.kezbek.billing.invoices;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code cezbek.billing.invoices.*}: the seller on invoices, and the timing of invoices.
 *
 * @param sellerName the seller's legal name
 * @param sellerAddress the seller's address
 * @param sellerNpwp the seller's tax number, 16 digits; without it no invoice with PPN is issued
 * @param sellerIdtku the number of the seller's place of business, 22 digits
 * @param sellerLogo the path of a PNG or JPEG file with the seller's logo; without it, documents start with the seller's name
 * @param bankAccount the bank account for partners' payments, as printed on the invoice
 * @param settleAfter the waiting time after the end of the period before its invoice can be issued, so that running bookings can
 *     finish; 1 min
 * @param notesStampDuty whether a paid invoice above Rp5,000,000 states that its receipt needs an e-meterai; true
 * @param taxNumberWarning the day of the following month from which a missing tax invoice number raises an alarm; 15
 * @param serviceCode the tax office's code of the service; 000000
 * @param serviceUnit the tax office's code of the unit; UM.0033
 */
@ConfigurationProperties("cezbek.billing.invoices")
public record InvoiceSettings(
        @DefaultValue("Kezbek") String sellerName,
        @DefaultValue("Jakarta") String sellerAddress,
        @DefaultValue("") String sellerNpwp,
        @DefaultValue("") String sellerIdtku,
        @DefaultValue("") String sellerLogo,
        @DefaultValue("") String bankAccount,
        @DefaultValue("1m") Duration settleAfter,
        @DefaultValue("true") boolean notesStampDuty,
        @DefaultValue("15") int taxNumberWarning,
        @DefaultValue("000000") String serviceCode,
        @DefaultValue("UM.0033") String serviceUnit) {

    private static final int LAST_DAY_OF_WARNING = 20;

    public InvoiceSettings {
        if (!sellerNpwp.isEmpty() && !sellerNpwp.matches("[0-9]{16}")) {
            throw new IllegalArgumentException("cezbek.billing.invoices.seller-npwp must have 16 digits");
        }
        if (!sellerIdtku.isEmpty() && !sellerIdtku.matches("[0-9]{22}")) {
            throw new IllegalArgumentException("cezbek.billing.invoices.seller-idtku must have 22 digits");
        }
        if (taxNumberWarning < 1 || taxNumberWarning > LAST_DAY_OF_WARNING) {
            throw new IllegalArgumentException("cezbek.billing.invoices.tax-number-warning must be 1 to 20");
        }
    }
}
