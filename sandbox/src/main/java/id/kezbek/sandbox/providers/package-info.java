/**
 * The five wallet providers in one server, with their exact wire formats. Each has a balance; one book on disk records
 * all movements. So tests run the engine against providers that refuse, stall, send false answers and remember orders,
 * like real ones. The book is always true, even if an answer was not. The rules are plain Java; only {@link
 * id.kezbek.sandbox.providers.ProviderSandbox} and {@code Front} use WireMock.
 */
@NullMarked
package id.kezbek.sandbox.providers;

import org.jspecify.annotations.NullMarked;
