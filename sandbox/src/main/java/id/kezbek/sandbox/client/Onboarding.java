package id.kezbek.sandbox.client;

/** A partner to onboard. */
public record Onboarding(String company, String code, String email, String msisdn, String officer, String address) {

    /** The onboarding form, with the logo as a PNG image. */
    Multipart form(byte[] logo) {
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
