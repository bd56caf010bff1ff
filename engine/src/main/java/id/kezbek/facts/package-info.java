/** The append-only log of what happened, written in the transaction in which it happened, and the cursors of those who read it. */
@ApplicationModule(allowedDependencies = {"shared", "jobs"})
@NullMarked
package id.kezbek.facts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
