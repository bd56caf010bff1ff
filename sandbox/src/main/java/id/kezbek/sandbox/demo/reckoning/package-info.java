/** Computes the expected results and compares the engine's figures with them. */
@NullMarked
package id.kezbek.sandbox.demo.reckoning;

import org.jspecify.annotations.NullMarked;
