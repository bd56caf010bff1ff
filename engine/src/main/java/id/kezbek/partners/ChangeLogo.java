package id.kezbek.partners;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives a partner another logo, and gives it out. The file is stored before it is named, and the old one goes after. */
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
     * @param by who does it, for the audit
     * @throws Refusal NOT_FOUND where there is no such partner; OUT_OF_SERVICE where the store does not take the file
     */
    public void change(PartnerId partner, Logo logo, String by) {
        String key = Logo.FOLDER + Ids.text(ids.next()) + "." + logo.extension();
        files.put(key, logo.bytes(), logo.contentType());
        changePartner.changeLogo(partner, key, by).ifPresent(this::discard);
    }

    /**
     * The partner's logo, as it is stored. Nothing is decoded: a call that only reads must not cost what an upload costs.
     *
     * @throws Refusal OUT_OF_SERVICE where the store does not answer, or holds something else
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
