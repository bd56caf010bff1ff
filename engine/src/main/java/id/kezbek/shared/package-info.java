/**
 * What every module speaks in: money, identities, refusals, time and ids, and the few mechanisms that more than one
 * module rests on (snapshots of settings, natural batching, one-round-trip writes, the shape of answers). It knows
 * nothing of the business.
 */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@NullMarked
package id.kezbek.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
