/**
 * The API's description for its callers: the OpenAPI documents and the try-it page. The documents are written by hand.
 * Tests compare the documents with the running engine.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package id.kezbek.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
