package id.kezbek.console.providers;

import id.kezbek.console.frame.Typed;

/**
 * The page of one provider.
 *
 * @param mayPause whether the reader may pause and resume the provider
 */
public record ProviderPage(Provider provider, boolean mayPause, Typed typed) {}
