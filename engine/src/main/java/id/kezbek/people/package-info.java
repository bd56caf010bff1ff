/** The identity of people: mailboxes, the persons of the mailboxes, and the rows that use the mailboxes. */
@ApplicationModule(allowedDependencies = {"shared", "jobs"})
@NullMarked
package id.kezbek.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
