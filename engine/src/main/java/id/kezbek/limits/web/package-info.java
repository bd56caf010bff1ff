/** Limits on HTTP requests: per IP address before authentication, per partner after authentication. */
@NullMarked
package id.kezbek.limits.web;

import org.jspecify.annotations.NullMarked;
