/** Callers: partners, finance and operations at work. */
@NullMarked
package id.kezbek.sandbox.torture.callers;

import org.jspecify.annotations.NullMarked;
