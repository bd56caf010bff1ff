/**
 * The API's description for its callers: the OpenAPI documents, which are written by hand and held against the running
 * engine by tests, and the page on which they can be tried.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package id.kezbek.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
