/** Who may call: signatures, tokens, roles. It turns a request into a {@code Caller} and nothing else. */
@ApplicationModule(allowedDependencies = {"shared", "facts", "partners"})
@NullMarked
package id.kezbek.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
