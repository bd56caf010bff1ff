/** The operations about months. */
@NullMarked
package id.kezbek.closing.web;

import org.jspecify.annotations.NullMarked;
