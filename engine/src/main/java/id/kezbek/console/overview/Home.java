package id.kezbek.console.overview;

import id.kezbek.console.transactions.Purchase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An officer's first page.
 *
 * @param available null if the partner has no limit
 */
public record Home(
        String company, String balance, @Nullable String available, List<Attention> needs, List<Purchase> latest) {}
