package id.kezbek.payouts.refund;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes off an amount that a customer owes for a refund and that no later payout will set off. Kezbek bears the
 * amount.
 */
@Component
public class WriteOffRefund {

    private static final Account WRITE_OFF = Account.own(AccountKind.WRITE_OFF);

    private final OpenRefunds refunds;
    private final PartnerDirectory partners;
    private final Ledger ledger;
    private final Facts facts;
    private final Ids ids;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    WriteOffRefund(
            OpenRefunds refunds,
            PartnerDirectory partners,
            Ledger ledger,
            Facts facts,
            Ids ids,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.refunds = refunds;
        this.partners = partners;
        this.ledger = ledger;
        this.facts = facts;
        this.ids = ids;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A description of the refund, for the people who decide. */
    String inWords(UUID refund) {
        OpenRefunds.Open open = require(refund, false);
        return "refund " + Ids.text(refund) + " of partner " + code(open) + ": "
                + open.open().inWords();
    }

    /** @throws Refusal NOT_FOUND, or STATE_CONFLICT if the customer owes nothing for this refund */
    public void check(UUID refund) {
        require(refund, false);
    }

    /**
     * Writes off the open amount, in the caller's transaction or in a new one.
     *
     * @throws Refusal as {@link #check}; then nothing was recorded
     */
    public void writeOff(UUID refund) {
        Account clawback = Account.ofPartner(AccountKind.CLAWBACK, code(require(refund, false)));
        ledger.open(WRITE_OFF, clawback);
        transactions.executeWithoutResult(status -> {
            OpenRefunds.Open open = require(refund, true);
            Instant now = clock.instant();
            refunds.writeOff(refund, now);
            Pipeline writing = new Pipeline();
            ledger.post(
                    writing,
                    List.of(new Movement(
                            ids.next(), MovementKind.WRITE_OFF, refund, WRITE_OFF, clawback, open.open(), now)));
            facts.append(
                    writing,
                    List.of(Fact.of(
                            new PayoutEvent.RefundWrittenOff(
                                    open.partner(), clawback.owner(), open.wallet(), open.open()),
                            refund,
                            now)));
            writing.run(jdbc);
        });
    }

    private OpenRefunds.Open require(UUID refund, boolean locking) {
        return refunds.find(refund, locking)
                .orElseThrow(() -> refunds.exists(refund)
                        ? new Refusal(ErrorCode.STATE_CONFLICT, "the customer owes nothing for this refund")
                        : absent());
    }

    public static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "there is no refund of paid cashback with this id");
    }

    private String code(OpenRefunds.Open open) {
        return partners.find(open.partner()).orElseThrow().code();
    }
}
