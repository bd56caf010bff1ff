/** What accounts had at the end of days, so that balances are read quickly however long the history is. */
@NullMarked
package id.kezbek.ledger.days;

import org.jspecify.annotations.NullMarked;
