/**
 * The append-only event log and the cursors of its consumers. An event is written in the transaction in which it
 * happens.
 */
@ApplicationModule(allowedDependencies = {"shared", "jobs"})
@NullMarked
package id.kezbek.facts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
