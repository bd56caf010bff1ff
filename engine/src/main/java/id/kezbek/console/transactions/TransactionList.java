package id.kezbek.console.transactions;

import id.kezbek.console.frame.Filters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page with the list of transactions.
 *
 * @param partners the partners from which staff choose
 * @param found the transactions; null until staff have chosen a partner
 */
public record TransactionList(Filters filters, List<String> partners, Purchase.@Nullable Purchases found) {}
