/**
 * Providers with the protocol SNAP, as their documents describe it: tokens, both signatures, references that are paid
 * only once, and DANA's published test numbers. Each provider has its own port and no book on disk.
 */
@NullMarked
package id.kezbek.sandbox.snap;

import org.jspecify.annotations.NullMarked;
