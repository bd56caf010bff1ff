/**
 * Server-rendered pages for staff and officers. A page calls operations of API v2 within the process, with the rights
 * of its reader. So pages have the same roles, row filters, idempotency keys and errors as the API. The module contains
 * no business rules and no tables.
 */
@ApplicationModule(allowedDependencies = {"shared", "access"})
@NullMarked
package id.kezbek.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
