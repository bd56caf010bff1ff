/** The identity of people: mailboxes, their persons and their current holders. */
@ApplicationModule(allowedDependencies = {"shared", "jobs"})
@NullMarked
package id.kezbek.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
