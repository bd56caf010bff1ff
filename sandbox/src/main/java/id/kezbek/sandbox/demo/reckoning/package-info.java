/** Computes what the engine should have done, and compares. */
@NullMarked
package id.kezbek.sandbox.demo.reckoning;

import org.jspecify.annotations.NullMarked;
