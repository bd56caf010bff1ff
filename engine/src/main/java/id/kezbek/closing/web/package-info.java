/** Months over HTTP, for staff. */
@NullMarked
package id.kezbek.closing.web;

import org.jspecify.annotations.NullMarked;
