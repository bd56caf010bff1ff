package id.kezbek.partners.records;

import id.kezbek.partners.Logo;
import id.kezbek.partners.NewPartner;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Partners and logos for tests. */
public final class PartnerSamples {

    private static final Logo LOGO = logo();

    private PartnerSamples() {}

    public static NewPartner partner(String code) {
        return new NewPartner(
                "PT. " + code,
                code,
                email(code),
                new Msisdn(msisdn(code)),
                "Officer of " + code,
                "Jalan Sudirman 1, Jakarta",
                LOGO);
    }

    /** The first image of a process loads decoders, which may take too long on a busy machine. */
    private static Logo logo() {
        byte[] png = image("png", 64, 64);
        for (int tries = 1; tries < 5; tries++) {
            try {
                return ((Logo.Reading.Accepted) Logo.read(png)).logo();
            } catch (Refusal busy) {
                // Decoding continues, and the next try finds the decoders loaded.
            }
        }
        return ((Logo.Reading.Accepted) Logo.read(png)).logo();
    }

    public static String email(String code) {
        return code.toLowerCase(java.util.Locale.ROOT) + "@partner.example";
    }

    /** A unique number for each code. */
    public static String msisdn(String code) {
        CRC32 crc = new CRC32();
        crc.update(code.getBytes(StandardCharsets.US_ASCII));
        return "6281" + String.format("%010d", crc.getValue());
    }

    public static byte[] image(String format, int width, int height) {
        return encoded(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format);
    }

    public static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException(format);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
