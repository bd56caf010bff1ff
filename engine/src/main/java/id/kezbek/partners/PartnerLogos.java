package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.files.FileStore;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads partners' logos for documents, for example invoices. */
@Component
public class PartnerLogos {

    private final JdbcClient jdbc;
    private final FileStore files;

    PartnerLogos(JdbcClient jdbc, FileStore files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /**
     * The partner's logo; empty without a logo. Only logos that the engine re-encoded are returned, so that decoding is
     * safe.
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the store fails
     */
    public Optional<Logo> find(PartnerId partner) {
        return jdbc.sql("select logo_key from partners.partner where id = ? and starts_with(logo_key, ?)")
                .params(partner.value(), Logo.FOLDER)
                .query(String.class)
                .optional()
                .flatMap(key -> files.get(key, Logo.STORED_BYTES_MAX))
                .flatMap(Logo::stored);
    }
}
