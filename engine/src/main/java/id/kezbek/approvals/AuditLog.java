package id.kezbek.approvals;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Texts;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,253}");
    /** Numbers of Indonesian phones, as people write them. */
    private static final Pattern PHONE = Pattern.compile("(?<![0-9A-Za-z])\\+?(?:62|0)8[0-9]{6,12}(?![0-9])");

    private final AuditRows rows;
    private final AuditedEvents events;
    private final Clock clock;

    AuditLog(AuditRows rows, AuditedEvents events, Clock clock) {
        this.rows = rows;
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
            AuditRow row = AuditRow.chained(
                    ++number,
                    at,
                    rows.actorId(entry.actor()),
                    entry.act(),
                    entry.subject(),
                    json(entry.detail()),
                    previous);
            rows.add(row);
            previous = row.hash();
        }
    }

    private static String json(Map<String, String> detail) {
        Map<String, String> sorted = new TreeMap<>();
        detail.forEach((name, text) -> sorted.put(name, masked(text)));
        return JsonMapper.shared().writeValueAsString(sorted);
    }

    static String masked(String text) {
        String shown = text.length() > DETAIL_MAX ? text.substring(0, DETAIL_MAX) : text;
        String withoutEmails =
                EMAIL.matcher(shown).replaceAll(found -> Matcher.quoteReplacement(Texts.maskedEmail(found.group())));
        return PHONE.matcher(withoutEmails)
                .replaceAll(found ->
                        Matcher.quoteReplacement(new Msisdn(found.group().replace("+", "")).masked()));
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
