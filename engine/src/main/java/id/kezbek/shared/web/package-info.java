/** The form of responses and refusals, and the checks of untrusted input. */
@NullMarked
package id.kezbek.shared.web;

import org.jspecify.annotations.NullMarked;
