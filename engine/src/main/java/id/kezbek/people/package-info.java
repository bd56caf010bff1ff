/** Who is one and the same person: mailboxes, and who holds which now. */
@ApplicationModule(allowedDependencies = {"shared", "jobs"})
@NullMarked
package id.kezbek.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
