/** Break-glass codes: log-ins with them, and the alert about used codes. */
@NullMarked
package id.kezbek.access.emergency;

import org.jspecify.annotations.NullMarked;
