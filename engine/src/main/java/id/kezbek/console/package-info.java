/**
 * Pages for staff and officers, made on the server. A page calls the operations of v2 within the process as its reader, so
 * roles, own rows, keys and errors are those of the API; it holds no rule and reads no table of its own.
 */
@ApplicationModule(allowedDependencies = {"shared", "access"})
@NullMarked
package id.kezbek.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
