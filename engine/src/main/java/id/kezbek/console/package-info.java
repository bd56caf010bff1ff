/**
 * Server-rendered pages for staff and officers. A page calls the operations of API v2 within the process on behalf of
 * its reader. So roles, row filters, idempotency keys and errors are those of the API. The module contains no
 * business rules and no tables.
 */
@ApplicationModule(allowedDependencies = {"shared", "access"})
@NullMarked
package id.kezbek.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
