/** Changes of staff by approval, and who may approve. */
@NullMarked
package id.kezbek.access.staff;

import org.jspecify.annotations.NullMarked;
