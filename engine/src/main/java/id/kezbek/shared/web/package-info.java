/** How answers and refusals look on the wire, and how untrusted input becomes checked values. */
@NullMarked
package id.kezbek.shared.web;

import org.jspecify.annotations.NullMarked;
