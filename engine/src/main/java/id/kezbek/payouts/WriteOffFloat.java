package id.kezbek.payouts;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.payouts.floats.FloatEvent;
import id.kezbek.payouts.floats.Floats;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes off a difference between Kezbek's books and a provider's statement, after two people approved the write-off.
 */
@Component
public class WriteOffFloat {

    private static final Account WRITE_OFF = Account.own(AccountKind.WRITE_OFF);

    private final Ledger ledger;
    private final Floats floats;
    private final Facts facts;
    private final ProviderBoard board;
    private final Ids ids;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    WriteOffFloat(
            Ledger ledger, Floats floats, Facts facts, ProviderBoard board, Ids ids, JdbcTemplate jdbc, Clock clock) {
        this.ledger = ledger;
        this.floats = floats;
        this.facts = facts;
        this.board = board;
        this.ids = ids;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Books the difference in the caller's transaction.
     *
     * @param subject the id of the object to which the difference belongs
     * @param difference the statement's amount minus the amount in the books; negative if the statement shows less
     */
    public void writeOff(UUID subject, String provider, Money difference) {
        Account providerFloat =
                Account.ofProvider(AccountKind.FLOAT, board.require(provider).code());
        ledger.open(WRITE_OFF, providerFloat);
        Instant now = clock.instant();
        boolean isMore = difference.isPositive();
        Pipeline writing = new Pipeline();
        ledger.post(
                writing,
                List.of(new Movement(
                        ids.next(),
                        MovementKind.WRITE_OFF,
                        subject,
                        isMore ? providerFloat : WRITE_OFF,
                        isMore ? WRITE_OFF : providerFloat,
                        isMore ? difference : difference.negated(),
                        now)));
        facts.append(writing, List.of(Fact.of(new FloatEvent.WrittenOff(provider, difference), subject, now)));
        floats.change(writing, Map.of(provider, difference));
        writing.run(jdbc);
    }
}
