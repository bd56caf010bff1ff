package id.kezbek.billing.documents;

import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/** The logos of a document; null for a company without a logo. */
record Logos(@Nullable BufferedImage seller, @Nullable BufferedImage buyer) {

    static final Logos NONE = new Logos(null, null);
}
