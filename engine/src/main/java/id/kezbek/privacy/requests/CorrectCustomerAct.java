package id.kezbek.privacy.requests;

import id.kezbek.approvals.Decision;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.privacy.PersonalRecords;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * A new phone number for a customer, approved by a second person. The tier, the purchases and the payouts move to the
 * new phone number, including payouts that are still owed. The approver reads the new number ({@link
 * AskAboutCustomer#numbers}); the audit log contains only a keyed hash of the number.
 */
@Component
class CorrectCustomerAct extends CustomerAct {

    private final Customers customers;
    private final CustomerIds ids;
    private final AuditLog auditLog;

    CorrectCustomerAct(
            Requests requests,
            Customers customers,
            CustomerIds ids,
            PartnerDirectory partners,
            AuditLog auditLog,
            Clock clock) {
        super("CORRECT_CUSTOMER", requests, ids, partners, clock);
        this.customers = customers;
        this.ids = ids;
        this.auditLog = auditLog;
    }

    @Override
    String effect(Requests.Open open) {
        PersonalRecords.Owed owed = customers.owed(open.customer());
        return "becomes " + Objects.requireNonNull(open.becomes()).masked()
                + "; unpaid payouts that move to this number: " + owed.payouts() + ", " + owed.sum()
                + " in total; read the full numbers before you approve";
    }

    @Override
    void requireReady(Requests.Open open) {
        customers.requireReplaceable(open.customer(), Objects.requireNonNull(open.becomes()));
    }

    @Override
    void carryOut(Requests.Open open, Decision decision) {
        CustomerOf customer = open.customer();
        Msisdn number = Objects.requireNonNull(open.becomes());
        PersonalRecords.Owed owed = customers.owed(customer);
        customers.replace(customer, number);
        auditLog.append(AuditEntry.bySystem(
                "CUSTOMER_CORRECTED",
                "customer " + Ids.text(ids.of(customer)),
                Map.of(
                        "approval", Ids.text(decision.approval()),
                        "becomes", Ids.text(ids.of(new CustomerOf(customer.partner(), number))),
                        "owed_payouts", Integer.toString(owed.payouts()),
                        "owed", owed.sum().toString())));
    }
}
