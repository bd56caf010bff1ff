/** The API document: assembled from its parts, per surface. */
@NullMarked
package id.kezbek.openapi.description;

import org.jspecify.annotations.NullMarked;
