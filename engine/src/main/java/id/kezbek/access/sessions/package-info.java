/** Sessions, refresh tokens, and the check of an access token. */
@NullMarked
package id.kezbek.access.sessions;

import org.jspecify.annotations.NullMarked;
