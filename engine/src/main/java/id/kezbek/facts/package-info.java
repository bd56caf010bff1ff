/** The append-only event log, written in the transaction of the event, and the cursors of its consumers. */
@ApplicationModule(allowedDependencies = {"shared", "jobs"})
@NullMarked
package id.kezbek.facts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
