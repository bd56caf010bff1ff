package id.kezbek.partners.logos;

import id.kezbek.partners.Logo;
import id.kezbek.partners.records.ChangePartner;
import id.kezbek.partners.records.PartnerProfile;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Changes and reads a partner's logo. The order of a change: store the new file, update the partner's row, delete the
 * old file.
 */
@Component
public class ChangeLogo {

    private static final Logger log = LoggerFactory.getLogger(ChangeLogo.class);

    private final ChangePartner changePartner;
    private final FileStore files;
    private final Ids ids;

    ChangeLogo(ChangePartner changePartner, FileStore files, Ids ids) {
        this.changePartner = changePartner;
        this.files = files;
        this.ids = ids;
    }

    /**
     * Replaces the logo.
     *
     * @param by the person who changes the logo, for the audit log
     * @throws Refusal NOT_FOUND if the partner does not exist; OUT_OF_SERVICE if the store fails
     */
    public void change(PartnerId partner, Logo logo, String by) {
        String key = Logo.FOLDER + Ids.text(ids.next()) + "." + logo.extension();
        files.put(key, logo.bytes(), logo.contentType());
        changePartner.changeLogo(partner, key, by).ifPresent(this::discard);
    }

    /**
     * The partner's stored logo. The image is not decoded again, so a download is cheap.
     *
     * @throws Refusal OUT_OF_SERVICE if the store fails or the stored file is not an image
     */
    public Optional<Logo> find(PartnerProfile partner) {
        return partner.logoKey()
                .flatMap(key -> files.get(key, Logo.STORED_BYTES_MAX))
                .map(bytes -> Logo.stored(bytes)
                        .orElseThrow(() -> new Refusal(
                                ErrorCode.OUT_OF_SERVICE, "the logo in the file store is not a PNG or JPEG image")));
    }

    private void discard(String key) {
        try {
            files.remove(key);
        } catch (Refusal away) {
            log.warn("A replaced logo could not be deleted: {}", key);
        }
    }
}
