package id.kezbek.billing.documents;

import id.kezbek.billing.invoices.InvoiceSettings;
import id.kezbek.partners.Logo;
import id.kezbek.partners.PartnerLogos;
import id.kezbek.shared.PartnerId;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the logos for documents and scales them down to keep the files small. The seller's logo comes from a setting, a
 * partner's logo from its upload.
 */
@Component
class FindLogos {

    /**
     * The maximum width in pixels. With this width, a logo is sharp on paper at the size in which documents show it.
     */
    private static final int WIDTH_MAX = 480;

    private static final int HEIGHT_MAX = 160;
    private static final String SETTINGS = "cezbek.billing.invoices.";

    private final @Nullable BufferedImage ofSeller;
    private final PartnerLogos partnerLogos;

    /** @throws IllegalArgumentException if a setting of the seller cannot be printed */
    FindLogos(InvoiceSettings settings, PartnerLogos partnerLogos) {
        Map.of(
                        "seller-name", settings.sellerName(),
                        "seller-address", settings.sellerAddress(),
                        "bank-account", settings.bankAccount())
                .forEach((name, text) -> PrintedText.fault(text).ifPresent(fault -> {
                    throw new IllegalArgumentException(SETTINGS + name + " " + fault);
                }));
        this.ofSeller = settings.sellerLogo().isEmpty() ? null : read(Path.of(settings.sellerLogo()));
        this.partnerLogos = partnerLogos;
    }

    /** @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the file store fails */
    Logos of(PartnerId partner) {
        return new Logos(
                ofSeller,
                partnerLogos.find(partner).map(logo -> small(logo.bytes())).orElse(null));
    }

    private static BufferedImage read(Path file) {
        try {
            return switch (Logo.read(Files.readAllBytes(file))) {
                case Logo.Reading.Accepted(Logo logo) -> small(logo.bytes());
                case Logo.Reading.Refused(String reason, boolean _) ->
                    throw new IllegalArgumentException(SETTINGS + "seller-logo: the file " + reason);
            };
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(SETTINGS + "seller-logo names a file that cannot be read", unreadable);
        }
    }

    static BufferedImage small(byte[] bytes) {
        try {
            BufferedImage whole = ImageIO.read(new ByteArrayInputStream(bytes));
            double scale = Math.min(
                    1, Math.min((double) WIDTH_MAX / whole.getWidth(), (double) HEIGHT_MAX / whole.getHeight()));
            int width = Math.max(1, (int) (whole.getWidth() * scale));
            int height = Math.max(1, (int) (whole.getHeight() * scale));
            BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
            Graphics2D graphics = small.createGraphics();
            graphics.drawImage(whole.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
            graphics.dispose();
            return small;
        } catch (IOException undecodable) {
            throw new UncheckedIOException(undecodable);
        }
    }
}
