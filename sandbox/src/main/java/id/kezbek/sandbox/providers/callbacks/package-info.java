/** Callbacks: signed, delayed, doubled. */
@NullMarked
package id.kezbek.sandbox.providers.callbacks;

import org.jspecify.annotations.NullMarked;
