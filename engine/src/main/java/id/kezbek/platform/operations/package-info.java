/** For operators: jobs and their runs, e-mails, dead letters, live figures. */
@NullMarked
package id.kezbek.platform.operations;

import org.jspecify.annotations.NullMarked;
