/** For operators: jobs and their runs, e-mails, dead letters, live figures. */
@NullMarked
package id.kezbek.administration;

import org.jspecify.annotations.NullMarked;
