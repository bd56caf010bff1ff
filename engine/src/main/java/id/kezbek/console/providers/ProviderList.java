package id.kezbek.console.providers;

import id.kezbek.console.frame.Filters;
import java.util.List;

/** The page with all providers. */
public record ProviderList(Filters filters, List<Provider> providers) {}
