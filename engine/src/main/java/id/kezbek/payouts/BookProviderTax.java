package id.kezbek.payouts;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
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

/** Books the VAT on a provider's fees, as shown on the provider's statement, to the input tax account. */
@Component
public class BookProviderTax {

    private final Ledger ledger;
    private final Floats floats;
    private final Facts facts;
    private final ProviderBoard board;
    private final Ids ids;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    BookProviderTax(
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
     * Books the VAT in the caller's transaction.
     *
     * @param subject the booking
     * @param amount the VAT; a negative amount reverses an earlier booking
     * @param isIncluded whether the fees in the ledger already include the VAT. If not, the provider took the VAT from
     *     the float in addition to the fees
     */
    public void book(UUID subject, String provider, Money amount, boolean isIncluded) {
        FloatEvent.TaxCharged event =
                new FloatEvent.TaxCharged(board.require(provider).code(), amount, isIncluded);
        event.postings().orElseThrow().forEach(posting -> ledger.open(posting.debit(), posting.credit()));
        Instant now = clock.instant();
        Pipeline writing = new Pipeline();
        ledger.post(
                writing,
                event.postings().orElseThrow().stream()
                        .map(posting -> new Movement(
                                ids.next(),
                                MovementKind.PROVIDER_TAX,
                                subject,
                                posting.debit(),
                                posting.credit(),
                                posting.amount(),
                                now))
                        .toList());
        facts.append(writing, List.of(Fact.of(event, subject, now)));
        if (!isIncluded) {
            floats.change(writing, Map.of(provider, amount.negated()));
        }
        writing.run(jdbc);
    }
}
