package id.kezbek.console.balance;

import id.kezbek.console.accounting.Entry;
import id.kezbek.console.frame.Filters;
import id.kezbek.shared.Money;
import org.jspecify.annotations.Nullable;

/** The page of a balance. */
public record Balance(Filters filters, Funding funding, Entry.Account account) {

    /**
     * A partner's funding in v2.
     *
     * @param limit null where there is none
     * @param available null where nothing limits it
     */
    public record Funding(
            String mode,
            @Nullable Money limit,
            String whenShort,
            Money balance,
            @Nullable Money available) {}
}
