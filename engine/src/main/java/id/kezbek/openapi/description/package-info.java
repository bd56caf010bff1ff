/** Assembles the OpenAPI document of each surface from its parts. */
@NullMarked
package id.kezbek.openapi.description;

import org.jspecify.annotations.NullMarked;
