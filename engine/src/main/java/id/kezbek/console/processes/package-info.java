/** The page with the current measurements of the engine and of the process that answers. */
@NullMarked
package id.kezbek.console.processes;

import org.jspecify.annotations.NullMarked;
