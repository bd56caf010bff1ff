package id.kezbek.partners;

import id.kezbek.partners.records.PartnerSamples;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The multipart form with which staff onboard a partner, as bytes, so that tests can make any error in it. */
public final class OnboardingForm {

    public static final String PATH = "/api/v1/partners";
    public static final String CONTENT_TYPE = "multipart/form-data; boundary=a-boundary";
    private static final String DELIMITER = "--a-boundary";
    public static final byte[] NO_FIELDS = (DELIMITER + "--\r\n").getBytes(StandardCharsets.UTF_8);

    private OnboardingForm() {}

    /** The texts of a valid form, which the caller may change. */
    public static Map<String, String> texts(String code) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("partner", "PT. " + code);
        texts.put("code", code);
        texts.put("email", PartnerSamples.email(code));
        texts.put("msisdn", PartnerSamples.msisdn(code));
        texts.put("officer", "Siti Nurhaliza");
        texts.put("address", "Jalan Sudirman 1, Jakarta");
        return texts;
    }

    /**
     * @param logo the file's content; null for a form without a logo
     */
    public static byte[] bytes(Map<String, String> texts, byte[] logo) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        texts.forEach((name, value) -> out.writeBytes(part(name, value)));
        if (logo != null) {
            out.writeBytes((DELIMITER + "\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"logo.png\"\r\n"
                            + "Content-Type: image/png\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.writeBytes(logo);
            out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes(NO_FIELDS);
        return out.toByteArray();
    }

    /** One text field, to be put before a whole form. */
    public static byte[] part(String name, String value) {
        return (DELIMITER + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
