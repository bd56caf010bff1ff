/** The documents and the try-it page over HTTP, open to anybody. */
@NullMarked
package id.kezbek.openapi.web;

import org.jspecify.annotations.NullMarked;
