/** HTTP operations for operators: jobs and their runs, e-mails, dead letters, current measurements. */
@ApplicationModule
@NullMarked
package id.kezbek.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
