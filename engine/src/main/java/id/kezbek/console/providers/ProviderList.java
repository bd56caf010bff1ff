package id.kezbek.console.providers;

import id.kezbek.console.frame.Filters;
import java.util.List;

/** The page with the list of providers. */
public record ProviderList(Filters filters, List<Provider> providers) {}
