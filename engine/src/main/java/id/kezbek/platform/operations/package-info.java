/** How the engine does, for the people who run it: jobs and their runs, live figures. */
@NullMarked
package id.kezbek.platform.operations;

import org.jspecify.annotations.NullMarked;
