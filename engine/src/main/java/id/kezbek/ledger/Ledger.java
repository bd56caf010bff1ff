package id.kezbek.ledger;

import id.kezbek.ledger.writing.Accounts;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Posts movements as balanced lines. Debits are positive, credits negative. */
@Component
public class Ledger {

    private record Line(Movement movement, int position, long account, Money amount) {}

    private final Accounts accounts;

    Ledger(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Opens accounts that are not open yet. Opening an account takes a second connection, which can exhaust the pool.
     * So callers with an unlimited number of threads must call this method before their transaction.
     */
    public void open(Account... wanted) {
        for (Account account : wanted) {
            accounts.number(account);
        }
    }

    /** Posts movements in the transaction of the business change. */
    public void post(Pipeline pipeline, List<Movement> movements) {
        List<Line> lines = new ArrayList<>(movements.size() * 2);
        for (Movement movement : movements) {
            lines.add(new Line(movement, 0, accounts.number(movement.debit()), movement.amount()));
            lines.add(new Line(
                    movement,
                    1,
                    accounts.number(movement.credit()),
                    movement.amount().negated()));
        }
        pipeline.write(
                """
                insert into ledger.line (movement, position, account, amount, kind, subject, at)
                select unnest(?::uuid[]), unnest(?::smallint[]), unnest(?::bigint[]), unnest(?::numeric[]),
                  unnest(?::text[]), unnest(?::uuid[]), unnest(?::timestamptz[])""",
                Columns.of(lines)
                        .uuid(line -> line.movement().id())
                        .smallint(Line::position)
                        .bigint(Line::account)
                        .money(Line::amount)
                        .text(line -> line.movement().kind().name())
                        .uuid(line -> line.movement().subject())
                        .timestamp(line -> line.movement().at()));
    }
}
