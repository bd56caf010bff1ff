/**
 * Common types of all modules (money, ids, refusals, time) and mechanisms that several modules use: settings snapshots,
 * natural batching, pipelined statements, the form of responses. The module contains no business rules.
 */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@NullMarked
package id.kezbek.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
