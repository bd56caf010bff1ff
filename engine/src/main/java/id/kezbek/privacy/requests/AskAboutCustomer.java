package id.kezbek.privacy.requests;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.ApprovalArchive;
import id.kezbek.approvals.ApprovalState;
import id.kezbek.approvals.ProposeAct;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.security.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Customers' requests about their data. Kezbek's staff enter these requests. */
@Component
public class AskAboutCustomer {

    private final Customers customers;
    private final CustomerIds customerIds;
    private final Requests requests;
    private final ProposeAct proposeAct;
    private final EraseCustomerAct erase;
    private final CorrectCustomerAct correct;
    private final CorrectAddressAct correctAddress;
    private final ApprovalArchive approvals;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    AskAboutCustomer(
            Customers customers,
            CustomerIds customerIds,
            Requests requests,
            ProposeAct proposeAct,
            EraseCustomerAct erase,
            CorrectCustomerAct correct,
            CorrectAddressAct correctAddress,
            ApprovalArchive approvals,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.customers = customers;
        this.customerIds = customerIds;
        this.requests = requests;
        this.proposeAct = proposeAct;
        this.erase = erase;
        this.correct = correct;
        this.correctAddress = correctAddress;
        this.approvals = approvals;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * All stored data of a customer, by kind. The read is recorded in the audit log.
     *
     * @throws Refusal NOT_FOUND if nothing is stored about the phone number
     */
    public Map<String, List<Map<String, Object>>> show(CustomerOf customer, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Map<String, List<Map<String, Object>>> all = customers.records(customer);
            if (all.values().stream().allMatch(List::isEmpty)) {
                throw new Refusal(ErrorCode.NOT_FOUND, "the partner has no customer with this msisdn");
            }
            auditLog.append(AuditEntry.by(
                    caller, "PERSONAL_DATA_SHOWN", "customer " + Ids.text(customerIds.of(customer)), Map.of()));
            return all;
        }));
    }

    /** Proposes the erasure of a customer. */
    public Approval erasure(CustomerOf customer, String reason, Caller caller) {
        return propose(
                erase, Requests.Kind.ERASURE, new Requests.Open(ids.next(), customer, null, null), reason, caller);
    }

    /** Proposes another phone number for a customer. */
    public Approval correction(CustomerOf customer, Msisdn number, String reason, Caller caller) {
        return propose(
                correct,
                Requests.Kind.CORRECTION,
                new Requests.Open(ids.next(), customer, number, null),
                reason,
                caller);
    }

    /** Proposes another e-mail address for a customer. Another person must approve the change. */
    public Approval addressCorrection(CustomerOf customer, String email, String reason, Caller caller) {
        return propose(
                correctAddress,
                Requests.Kind.CORRECTION,
                new Requests.Open(ids.next(), customer, null, email),
                reason,
                caller);
    }

    /**
     * A customer's phone numbers before and after a correction.
     *
     * @param becomes the phone number that gets future payments
     */
    public record Numbers(Msisdn now, Msisdn becomes) {}

    /**
     * The phone numbers of a correction, for the approver, who must know the phone number of future payments. The read
     * is recorded in the audit log.
     *
     * @throws Refusal NOT_FOUND if the proposal is not a correction; STATE_CONFLICT if the proposal is no longer open
     */
    public Numbers numbers(UUID approval, Caller caller) {
        Requests.Open open = shown(correct, "CORRECTION_SHOWN", approval, caller);
        return new Numbers(open.customer().msisdn(), Objects.requireNonNull(open.becomes()));
    }

    /** A customer, and the customer's new e-mail address after the approval. */
    public record Address(Msisdn msisdn, String email) {

        @Override
        public String toString() {
            return "Address[hidden]";
        }
    }

    /** Like {@link #numbers}, but for a correction of an e-mail address. */
    public Address address(UUID approval, Caller caller) {
        Requests.Open open = shown(correctAddress, "EMAIL_CORRECTION_SHOWN", approval, caller);
        return new Address(open.customer().msisdn(), Objects.requireNonNull(open.email()));
    }

    private Requests.Open shown(CustomerAct act, String audited, UUID approval, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Approval proposed = approvals
                    .find(approval)
                    .filter(one -> one.kind().equals(act.kind()))
                    .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no correction has this id"));
            if (proposed.state() != ApprovalState.PROPOSED) {
                throw new Refusal(ErrorCode.STATE_CONFLICT, "the approval is " + proposed.state() + " already");
            }
            Requests.Open open =
                    act.open(JsonMapper.shared().readValue(proposed.arguments(), CustomerAct.Arguments.class));
            auditLog.append(AuditEntry.by(
                    caller,
                    audited,
                    "customer " + Ids.text(customerIds.of(open.customer())),
                    Map.of("approval", Ids.text(approval))));
            return open;
        }));
    }

    private Approval propose(CustomerAct act, Requests.Kind kind, Requests.Open asked, String reason, Caller caller) {
        return Objects.requireNonNull(transactions.execute(status -> {
            requests.add(kind, asked, clock.instant());
            return proposeAct.propose(act, new CustomerAct.Arguments(asked.id()), reason, caller);
        }));
    }
}
