package id.kezbek.console.customers;

import id.kezbek.console.frame.Filters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that asks for a number.
 *
 * @param partners whose customer it may be; empty for officers
 * @param hint the key of the words that say what is wrong; null if nothing is
 */
public record FindCustomer(
        Filters filters, List<String> partners, @Nullable String hint) {}
