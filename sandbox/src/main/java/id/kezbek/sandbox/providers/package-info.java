/**
 * The five wallet providers, played by one server with their exact wire formats, a balance each and a book on disk.
 * The package exists so that the engine is tried against providers that refuse, stall, lie and remember as real ones
 * do: the book tells the truth about every rupiah, whatever the answers on the wire said. The rules are plain Java;
 * only {@link id.kezbek.sandbox.providers.ProviderSandbox} and {@code Front} know that WireMock carries them.
 */
@NullMarked
package id.kezbek.sandbox.providers;

import org.jspecify.annotations.NullMarked;
