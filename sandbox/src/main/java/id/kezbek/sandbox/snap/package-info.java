/**
 * Providers that speak SNAP, as their documents describe it: tokens, both signatures, references that pay once, and DANA's
 * published test numbers. Each has a port of its own and no book on disk.
 */
@NullMarked
package id.kezbek.sandbox.snap;

import org.jspecify.annotations.NullMarked;
