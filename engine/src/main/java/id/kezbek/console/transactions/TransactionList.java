package id.kezbek.console.transactions;

import id.kezbek.console.frame.Filters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page with the list.
 *
 * @param partners that staff choose from
 * @param found null until staff have chosen one
 */
public record TransactionList(Filters filters, List<String> partners, Purchase.@Nullable Purchases found) {}
