package id.kezbek.sandbox.client;

/**
 * A partner to onboard.
 *
 * @param logo a PNG image
 */
public record Onboarding(
        String company, String code, String email, String msisdn, String officer, String address, byte[] logo) {

    Multipart form() {
        return new Multipart()
                .field("partner", company)
                .field("code", code)
                .field("email", email)
                .field("msisdn", msisdn)
                .field("officer", officer)
                .field("address", address)
                .png("logo", logo);
    }
}
