/** The operations about roll-ups. */
@NullMarked
package id.kezbek.reporting.web;

import org.jspecify.annotations.NullMarked;
