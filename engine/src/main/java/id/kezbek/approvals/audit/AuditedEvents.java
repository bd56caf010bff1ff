package id.kezbek.approvals.audit;

import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Copies audit entries about security to the security log, after the commit of the entry. */
@Component
class AuditedEvents {

    private static final String TOKEN_REUSED = "TOKEN_REUSED";

    private final SecurityEvents events;

    AuditedEvents(SecurityEvents events) {
        this.events = events;
    }

    void committed(AuditEntry entry) {
        kinds(entry).forEach(kind -> events.record(kind, actor(entry.actor()), entry.act()));
    }

    private static Actor actor(String actor) {
        if (actor.equals(AuditEntry.SYSTEM)) {
            return Actor.engine();
        }
        return actor.indexOf('@') < 0 ? Actor.known(actor) : Actor.mailbox(actor);
    }

    private static Set<SecurityEvent> kinds(AuditEntry entry) {
        String act = entry.act();
        Set<SecurityEvent> kinds = EnumSet.noneOf(SecurityEvent.class);
        if (act.startsWith("PROPOSED_")) {
            kinds.add(SecurityEvent.APPROVAL_PROPOSED);
            return kinds;
        }
        boolean isApproved = act.startsWith("APPROVED_");
        if (isApproved || act.startsWith("REJECTED_") || act.startsWith("WITHDRAWN_")) {
            kinds.add(SecurityEvent.APPROVAL_DECIDED);
            if (!isApproved) {
                return kinds;
            }
        }
        if (act.contains("CREDENTIAL") || act.contains("_KEY")) {
            kinds.add(SecurityEvent.KEY_CHANGED);
        }
        if (act.contains("OFFICER") || act.contains("STAFF") || act.contains("ADMINISTRATOR")) {
            kinds.add(SecurityEvent.RIGHT_CHANGED);
        }
        if (act.equals("ACCOUNT_UNLOCKED")) {
            kinds.add(SecurityEvent.ACCOUNT_UNLOCKED);
        }
        if (act.equals("SESSION_ENDED") && TOKEN_REUSED.equals(entry.detail().get("reason"))) {
            kinds.add(SecurityEvent.REFRESH_TOKEN_REUSED);
        }
        if (act.contains("BREAK_GLASS")) {
            kinds.add(SecurityEvent.BREAK_GLASS_USED);
        }
        return kinds;
    }
}
