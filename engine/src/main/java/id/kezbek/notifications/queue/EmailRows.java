package id.kezbek.notifications.queue;

import id.kezbek.notifications.OrderEmail;
import id.kezbek.notifications.addresses.SealedAddresses;
import id.kezbek.shared.security.Sealing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads e-mails from their rows, and decrypts what is sealed. */
@Component
class EmailRows {

    private static final TypeReference<Map<String, Object>> MODEL = new TypeReference<>() {};

    private final Sealing sealing;
    private final SealedAddresses addresses;
    private final JsonMapper json = JsonMapper.shared();

    EmailRows(Sealing sealing, SealedAddresses addresses) {
        this.sealing = sealing;
        this.addresses = addresses;
    }

    /**
     * @param row its id, template, language, recipient, model, sealed model, state, sealed recipient, attachment and
     *     tries
     * @throws RuntimeException if a value cannot be decrypted; the message may quote the e-mail
     */
    Emails.Email email(ResultSet row) throws SQLException {
        UUID id = row.getObject(1, UUID.class);
        return new Emails.Email(
                id,
                row.getString(2),
                row.getString(3),
                addresses.open(id, row.getBytes(8), row.getString(4)),
                model(id, row.getString(5), row.getBytes(6)),
                null,
                attachment(row.getString(9)),
                row.getInt(10));
    }

    private OrderEmail.@Nullable Attachment attachment(@Nullable String kept) {
        return kept == null ? null : json.readValue(kept, OrderEmail.Attachment.class);
    }

    private Map<String, Object> model(UUID id, String kept, byte @Nullable [] sealed) {
        Map<String, Object> model = new HashMap<>(json.readValue(kept, MODEL));
        if (sealed != null) {
            model.putAll(json.readValue(sealing.open(sealed, context(id)), MODEL));
        }
        return model;
    }

    /** The context of an e-mail's sealed model. */
    static String context(UUID email) {
        return "notifications.email/" + email;
    }
}
