/** Log-ins with break-glass codes, and the alert about used codes. */
@NullMarked
package id.kezbek.access.emergency;

import org.jspecify.annotations.NullMarked;
