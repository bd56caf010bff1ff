package id.kezbek.partners;

import id.kezbek.shared.Msisdn;
import org.jspecify.annotations.Nullable;

/**
 * The data of a new partner. Each field is within its limits.
 *
 * @param logo the logo; null if the logo is uploaded later
 */
public record NewPartner(
        String company,
        String code,
        String email,
        Msisdn msisdn,
        String officer,
        String address,
        @Nullable Logo logo) {

    public static final int COMPANY_MAX = 120;
    public static final int CODE_MAX = 10;
    public static final int OFFICER_MAX = 120;
    public static final int ADDRESS_MAX = 350;

    /** Leaves out personal data. */
    @Override
    public String toString() {
        return "NewPartner[" + code + "]";
    }
}
