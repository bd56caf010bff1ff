/** The roles of a process, which decide its entry points. */
@NullMarked
package id.kezbek.shared.process;

import org.jspecify.annotations.NullMarked;
