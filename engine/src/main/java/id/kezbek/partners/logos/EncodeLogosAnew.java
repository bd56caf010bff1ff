package id.kezbek.partners.logos;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.partners.Logo;
import id.kezbek.partners.records.ChangePartner;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Re-encodes logos that older engines stored unchanged. A file that is no image, or has too many pixels or scans, is
 * removed from the partner, but stays in the store. If decoding takes too long, a later run tries the logo again.
 */
@Component
public class EncodeLogosAnew {

    private static final Logger log = LoggerFactory.getLogger(EncodeLogosAnew.class);

    /**
     * The number of logos in one run. The logos are decoded one after the other, so that uploads can use the decoding
     * thread between two logos.
     */
    private static final int PORTION = 100;

    /**
     * The results of a run.
     *
     * @param removed the number of invalid logos
     * @param left the number of logos that are missing in the store, or that could not be decoded in time
     */
    public record Run(int encoded, int removed, int left) {}

    private record Old(PartnerId partner, String code, String key) {}

    private final JdbcClient jdbc;
    private final FileStore files;
    private final ChangePartner changePartner;
    private final Ids ids;
    private final ImageWork work;

    @Autowired
    EncodeLogosAnew(JdbcClient jdbc, FileStore files, ChangePartner changePartner, Ids ids) {
        this(jdbc, files, changePartner, ids, ImageWork.OF_PROCESS);
    }

    EncodeLogosAnew(JdbcClient jdbc, FileStore files, ChangePartner changePartner, Ids ids, ImageWork work) {
        this.jdbc = jdbc;
        this.files = files;
        this.changePartner = changePartner;
        this.ids = ids;
        this.work = work;
    }

    /** @throws Refusal OUT_OF_SERVICE if the store fails */
    public Run run() {
        int encoded = 0;
        int removed = 0;
        int left = 0;
        for (Old old : portion()) {
            switch (reading(old).orElse(null)) {
                case Logo.Reading.Accepted(Logo logo) -> encoded += replace(old, logo) ? 1 : 0;
                case Logo.Reading.Refused(String reason, boolean isTooCostly)
                when isTooCostly -> {
                    left++;
                    log.warn("Logo {} of partner {} will be retried: it {}", old.key(), old.code(), reason);
                }
                case Logo.Reading.Refused(String reason, boolean _) -> {
                    if (changePartner.changeLogo(old.partner(), old.key(), null, AuditEntry.SYSTEM)) {
                        removed++;
                        log.warn("Logo {} of partner {} was removed: it {}", old.key(), old.code(), reason);
                    }
                }
                case null -> {
                    left++;
                    log.warn(
                            "Logo {} of partner {} is missing in the store or was not decoded in time",
                            old.key(),
                            old.code());
                }
            }
        }
        return new Run(encoded, removed, left);
    }

    private List<Old> portion() {
        return jdbc.sql("""
                        select id, code, logo_key from partners.partner
                        where logo_key is not null and not starts_with(logo_key, :anew)
                        order by random() limit :portion""")
                .param("anew", Logo.FOLDER)
                .param("portion", PORTION)
                .query((row, n) ->
                        new Old(new PartnerId(row.getLong("id")), row.getString("code"), row.getString("logo_key")))
                .list();
    }

    /** Decodes the old file. Empty if the file is missing or uploads occupy the decoding thread. */
    private Optional<Logo.Reading> reading(Old old) {
        Optional<byte[]> bytes = files.get(old.key(), Logo.STORED_BYTES_MAX);
        try {
            return bytes.map(sent -> Logo.read(sent, work));
        } catch (Refusal busy) {
            if (busy.code() != ErrorCode.TOO_MANY_REQUESTS) {
                throw busy;
            }
            return Optional.empty();
        }
    }

    private boolean replace(Old old, Logo logo) {
        String key = Logo.FOLDER + Ids.text(ids.next()) + "." + logo.extension();
        files.put(key, logo.bytes(), logo.contentType());
        boolean replaced = changePartner.changeLogo(old.partner(), old.key(), key, AuditEntry.SYSTEM);
        // If another person has replaced the logo in the meantime, the new file is not needed.
        discard(replaced ? old.key() : key);
        return replaced;
    }

    private void discard(String key) {
        try {
            files.remove(key);
        } catch (Refusal away) {
            log.warn("A replaced logo could not be deleted: {}", key);
        }
    }
}
