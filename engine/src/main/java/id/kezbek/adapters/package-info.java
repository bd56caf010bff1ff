/** Adapters for external systems: AWS, SMTP, file stores and Redis. */
@ApplicationModule
@NullMarked
package id.kezbek.adapters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
