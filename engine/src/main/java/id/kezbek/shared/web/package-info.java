/** The form of answers and refusals, and the checking of untrusted input. */
@NullMarked
package id.kezbek.shared.web;

import org.jspecify.annotations.NullMarked;
