/** Who did what, and whether the log is whole. */
@NullMarked
package id.kezbek.console.audit;

import org.jspecify.annotations.NullMarked;
