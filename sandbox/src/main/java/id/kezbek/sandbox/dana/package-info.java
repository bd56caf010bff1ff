/**
 * DANA's top-up of customers over SNAP, as its documents describe it: tokens, both signatures, references that pay once and
 * the published test numbers. It has a port of its own and no book on disk.
 */
@NullMarked
package id.kezbek.sandbox.dana;

import org.jspecify.annotations.NullMarked;
