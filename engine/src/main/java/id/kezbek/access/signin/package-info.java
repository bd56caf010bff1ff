/** Logs in people by code and partners' systems by signature, and renews sessions. */
@NullMarked
package id.kezbek.access.signin;

import org.jspecify.annotations.NullMarked;
