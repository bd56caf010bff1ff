/**
 * The five wallet providers in one server, with their exact wire formats. Each provider has a balance; one book on disk
 * records all movements. Like real providers, the simulated providers refuse orders, delay responses, send false
 * responses and store orders. The book is always correct, even if a response was false. The rules are plain Java; only
 * {@link id.kezbek.sandbox.providers.ProviderSandbox} and {@code Front} use WireMock.
 */
@NullMarked
package id.kezbek.sandbox.providers;

import org.jspecify.annotations.NullMarked;
