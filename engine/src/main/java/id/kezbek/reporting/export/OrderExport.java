package id.kezbek.reporting.export;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.jobs.RequestJob;
import id.kezbek.people.Mailboxes;
import id.kezbek.reporting.formats.TableFormat;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accepts orders of exports that are written as files, and shows their state. */
@Component
public class OrderExport {

    private final ListAddresses addresses;
    private final Exports exports;
    private final Mailboxes mailboxes;
    private final RequestJob requestJob;
    private final AuditLog auditLog;
    private final Ids ids;

    OrderExport(
            ListAddresses addresses,
            Exports exports,
            Mailboxes mailboxes,
            RequestJob requestJob,
            AuditLog auditLog,
            Ids ids) {
        this.addresses = addresses;
        this.exports = exports;
        this.mailboxes = mailboxes;
        this.requestJob = requestJob;
        this.auditLog = auditLog;
        this.ids = ids;
    }

    /**
     * Accepts an order of an export, in the caller's transaction.
     *
     * @param address the path and query of the list's GET
     * @throws Refusal if the caller may not read the list, and for the same reasons as the list's GET
     */
    public ExportRecord order(String address, TableFormat format, Caller caller) {
        WriteExport.Asked asked = addresses.read(address, format, caller);
        // Reads one row, so that invalid filters are rejected now and not only in the job.
        asked.list().page(caller, asked.variables(), asked.filters(), 1, null);
        UUID owner = mailboxes
                .find(caller.subject())
                .orElseThrow(() -> new Refusal(ErrorCode.FORBIDDEN, "only a person can order a file"));
        UUID id = ids.next();
        exports.addOrder(id, asked.list().path(), format, owner, new Exports.Order(caller.subject(), address));
        auditLog.append(AuditEntry.by(
                caller,
                "EXPORT_ORDERED",
                "export " + Ids.text(id),
                Map.of("list", asked.list().path(), "format", format.name())));
        requestJob.request(WriteFiles.JOB);
        return exports.find(id).orElseThrow();
    }

    public Optional<ExportRecord> find(UUID id) {
        return exports.find(id);
    }

    /** A page of exports, the newest first. */
    public List<ExportRecord> page(@Nullable UUID before, int limit) {
        return exports.page(before, limit);
    }

    /** Whether this person ordered the export and may download its file. */
    public boolean isOwner(ExportRecord export, Caller caller) {
        return export.owner() != null
                && mailboxes
                        .find(caller.subject())
                        .filter(export.owner()::equals)
                        .isPresent();
    }
}
