/** Callbacks: signed, delayed, repeated. */
@NullMarked
package id.kezbek.sandbox.providers.callbacks;

import org.jspecify.annotations.NullMarked;
