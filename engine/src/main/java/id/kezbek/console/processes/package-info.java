/** The page with the current measurements of the engine and of one process. */
@NullMarked
package id.kezbek.console.processes;

import org.jspecify.annotations.NullMarked;
