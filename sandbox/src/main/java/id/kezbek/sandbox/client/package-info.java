/**
 * The engine's API as a partner's system, Kezbek's staff and the curious see it: signing, signing in, reporting
 * purchases, asking what became of them. It knows the wire and nothing else, so that the story and the benchmark hold
 * the engine to its contract from outside.
 */
@NullMarked
package id.kezbek.sandbox.client;

import org.jspecify.annotations.NullMarked;
