/** The gate that checks every request, and log-ins over HTTP. */
@NullMarked
package id.kezbek.access.web;

import org.jspecify.annotations.NullMarked;
