package id.kezbek.approvals.audit;

import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.security.RowMac;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Heads of the audit log, stored outside the database and signed with the master key. An attacker who rewrites the
 * chain cannot create signed heads. Each head is a separate file and is never replaced.
 */
@Component
public class AuditHeads {

    /** The folder of the heads, with one subfolder per day. */
    public static final String FOLDER = "audit-heads";

    private static final Logger log = LoggerFactory.getLogger(AuditHeads.class);
    private static final String SIGNED = "audit head";

    private final AuditLog auditLog;
    private final FileStore files;
    private final RowMac macs;
    private final boolean isLogged;
    private volatile @Nullable AuditHead lastWritten;

    public AuditHeads(
            AuditLog auditLog,
            FileStore files,
            RowMac macs,
            @Value("${cezbek.audit.heads-to-log:false}") boolean isLogged) {
        this.auditLog = auditLog;
        this.files = files;
        this.macs = macs;
        this.isLogged = isLogged;
    }

    /**
     * Stores the current head. If several processes try at the same time, only one process stores the head.
     *
     * @return whether this call stored the head
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the file store fails
     */
    public boolean writeOut() {
        Optional<AuditHead> head = auditLog.head();
        return head.isPresent() && writeOut(head.get());
    }

    /**
     * The head that this process stored last, if the log no longer contains this head. A lost head is returned only
     * once.
     */
    public Optional<AuditHead> lost() {
        AuditHead last = lastWritten;
        if (last == null || auditLog.holds(last)) {
            return Optional.empty();
        }
        lastWritten = null;
        return Optional.of(last);
    }

    private boolean writeOut(AuditHead head) {
        KeptHead kept = KeptHead.of(head);
        String mac = Base64.getEncoder().encodeToString(macs.of(SIGNED, head.number(), head.at(), head.hash()));
        if (isLogged) {
            log.atInfo()
                    .addKeyValue("number", head.number())
                    .addKeyValue("hash", VerifyAudit.text(head.hash()))
                    .addKeyValue("mac", mac)
                    .log("Audit head");
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("number", head.number());
        content.put("at", head.at().toString());
        content.put("hash", VerifyAudit.text(head.hash()));
        content.put("mac", mac);
        String day = LocalDate.ofInstant(head.at(), ZoneOffset.UTC).toString();
        boolean isNew = files.putNew(
                FOLDER + "/" + day + "/" + kept.name(),
                JsonMapper.shared().writeValueAsString(content).getBytes(StandardCharsets.UTF_8),
                "application/json");
        lastWritten = head;
        return isNew;
    }

    /**
     * Whether a file belongs to this head and was signed with the master key.
     *
     * @param file the content that {@link #writeOut} stored
     */
    public static boolean isGenuine(KeptHead head, byte[] file, RowMac macs) {
        try {
            JsonNode content = JsonMapper.shared().readTree(file);
            Instant at = Instant.parse(content.path("at").asString());
            byte[] mac = Base64.getDecoder().decode(content.path("mac").asString());
            return macs.isTrue(mac, SIGNED, head.number(), at, head.hash());
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException notOurs) {
            return false;
        }
    }

    /** Passes each stored head to the consumer. */
    public void each(Consumer<KeptHead> consumer) {
        files.keys(FOLDER, key -> KeptHead.of(key).ifPresent(consumer));
    }
}
