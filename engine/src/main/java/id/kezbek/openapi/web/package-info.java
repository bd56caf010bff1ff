/** Serves the OpenAPI documents and the try-it page over HTTP, without a log-in. */
@NullMarked
package id.kezbek.openapi.web;

import org.jspecify.annotations.NullMarked;
