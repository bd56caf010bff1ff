package id.kezbek.approvals;

import id.kezbek.shared.Masking;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit log. An entry is handed in during the act's transaction, at any place in it, and joins the chain as the very
 * last thing before the commit: the lock that the chain takes is thereby the last lock of every transaction, which keeps
 * it out of every circle of waiting, and it is held for a commit and not for an act.
 */
@Component
public class AuditLog {

    /** What may stand in one detail; more is cut. */
    private static final int DETAIL_MAX = 1_000;

    /** Of a transfer between companies: digits that name nobody, and that an auditor looks up at the bank. */
    private static final String BANK_REFERENCE = "bank_reference";

    private final AuditRows rows;
    private final PersonalDetails personalDetails;
    private final AuditedEvents events;
    private final Clock clock;

    AuditLog(AuditRows rows, PersonalDetails personalDetails, AuditedEvents events, Clock clock) {
        this.rows = rows;
        this.personalDetails = personalDetails;
        this.events = events;
        this.clock = clock;
    }

    /** Adds an entry to the transaction that does what it tells; it is in the log if and only if that commits. */
    public void append(AuditEntry entry) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An act is audited in its own transaction: " + entry.act());
        }
        pending().add(entry);
    }

    /** The end of the chain; empty where nothing was logged yet. */
    public Optional<AuditHead> head() {
        return rows.head();
    }

    /** Whether what was the end of the chain still stands in it. */
    boolean holds(AuditHead head) {
        return rows.holds(head);
    }

    private List<AuditEntry> pending() {
        for (TransactionSynchronization known : TransactionSynchronizationManager.getSynchronizations()) {
            if (known instanceof AtCommit atCommit) {
                return atCommit.entries;
            }
        }
        AtCommit atCommit = new AtCommit();
        TransactionSynchronizationManager.registerSynchronization(atCommit);
        return atCommit.entries;
    }

    private void write(List<AuditEntry> entries) {
        rows.lockChain();
        Optional<AuditHead> head = rows.head();
        long number = head.map(AuditHead::number).orElse(0L);
        byte[] previous = head.map(AuditHead::hash).orElse(AuditRow.BEGINNING);
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        for (AuditEntry entry : entries) {
            String actor = rows.actorId(entry.actor());
            String subject = masked(entry.subject());
            AuditRow row = AuditRow.chained(++number, at, actor, entry.act(), subject, json(entry, at), previous);
            rows.add(row);
            previous = row.hash();
        }
    }

    private String json(AuditEntry entry, Instant at) {
        Map<String, String> sorted = new TreeMap<>();
        entry.detail().forEach((name, text) -> sorted.put(name, shown(entry, name, text, at)));
        return JsonMapper.shared().writeValueAsString(sorted);
    }

    private String shown(AuditEntry entry, String name, String text, Instant at) {
        if (entry.personal().contains(name)) {
            return PersonalDetails.PREFIX + personalDetails.add(masked(text), at);
        }
        return name.equals(BANK_REFERENCE) ? text : masked(text);
    }

    static String masked(String text) {
        return cut(Masking.masked(text));
    }

    private static String cut(String text) {
        return text.length() > DETAIL_MAX ? text.substring(0, DETAIL_MAX) : text;
    }

    private final class AtCommit implements TransactionSynchronization {

        private final List<AuditEntry> entries = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            write(entries);
        }

        @Override
        public void afterCommit() {
            entries.forEach(events::committed);
        }
    }
}
