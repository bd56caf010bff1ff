/**
 * The five wallet providers in one server, with their exact wire formats. Each provider has a balance; one book on disk
 * records all movements. So tests run the engine against providers that refuse orders, delay responses, send false
 * responses and remember orders, like real providers. The book is always true, even if a response was false. The rules
 * are plain Java; only {@link id.kezbek.sandbox.providers.ProviderSandbox} and {@code Front} use WireMock.
 */
@NullMarked
package id.kezbek.sandbox.providers;

import org.jspecify.annotations.NullMarked;
