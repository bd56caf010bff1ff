package id.kezbek.console.customers;

import id.kezbek.console.frame.Filters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a person enters a phone number.
 *
 * @param partners the partners that staff can choose; empty for officers
 * @param hint the key of the error text; null if there is no error
 */
public record FindCustomer(
        Filters filters, List<String> partners, @Nullable String hint) {}
