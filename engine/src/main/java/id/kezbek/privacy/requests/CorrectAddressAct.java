package id.kezbek.privacy.requests;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.shared.privacy.CustomerIds;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * A new e-mail address for a customer, approved by a second person. The new e-mail address replaces every stored
 * address, and waiting e-mails are sent to the new address. The approver can read the new address ({@link
 * AskAboutCustomer#address}).
 */
@Component
class CorrectAddressAct extends CustomerAct {

    private final Customers customers;
    private final CustomerIds ids;
    private final AuditLog auditLog;

    CorrectAddressAct(
            Requests requests,
            Customers customers,
            CustomerIds ids,
            PartnerDirectory partners,
            AuditLog auditLog,
            Clock clock) {
        super("CORRECT_CUSTOMER_EMAIL", requests, ids, partners, clock);
        this.customers = customers;
        this.ids = ids;
        this.auditLog = auditLog;
    }

    @Override
    String effect(Requests.Open open) {
        return "gets another e-mail address; read the new address before you approve";
    }

    @Override
    void requireReady(Requests.Open open) {
        customers.requireAddress(open.customer());
    }

    @Override
    void carryOut(Requests.Open open, Decision decision) {
        String email = Objects.requireNonNull(open.email());
        customers.correctAddress(open.customer(), email);
        auditLog.append(AuditEntry.bySystem(
                "CUSTOMER_EMAIL_CORRECTED",
                "customer " + Ids.text(ids.of(open.customer())),
                Map.of("approval", Ids.text(decision.approval()), "becomes", Ids.text(ids.ofAddress(email)))));
    }
}
