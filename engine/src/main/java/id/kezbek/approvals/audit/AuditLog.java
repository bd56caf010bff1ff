package id.kezbek.approvals.audit;

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
 * The audit log. Code can add an entry at any point of a transaction. The entry is appended to the chain immediately
 * before the commit, so every transaction takes the chain's lock last. So this lock cannot cause a deadlock, and blocks
 * other transactions only during the commit.
 */
@Component
public class AuditLog {

    /** The maximum length of one detail; longer texts are cut. */
    private static final int DETAIL_MAX = 1_000;

    /**
     * Bank references of transfers between companies are not masked. The digits identify no person, and an auditor
     * needs the reference at the bank.
     */
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

    /**
     * Adds an entry in the transaction of the audited action. The entry is stored if and only if that transaction
     * commits.
     */
    public void append(AuditEntry entry) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An audit entry needs a transaction: " + entry.act());
        }
        pending().add(entry);
    }

    /** The head of the chain; empty for an empty log. */
    public Optional<AuditHead> head() {
        return rows.head();
    }

    /** Whether the chain still contains an earlier head. */
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
