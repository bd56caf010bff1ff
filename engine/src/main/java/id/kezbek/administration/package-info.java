/** For operators: jobs and their runs, e-mails, dead letters, live figures. */
@ApplicationModule
@NullMarked
package id.kezbek.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
