/** An officer's steps in the demo. */
@NullMarked
package id.kezbek.sandbox.demo.visits;

import org.jspecify.annotations.NullMarked;
