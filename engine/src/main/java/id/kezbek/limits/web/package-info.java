/** Limits on HTTP requests: addresses before authentication, partners after it. */
@NullMarked
package id.kezbek.limits.web;

import org.jspecify.annotations.NullMarked;
