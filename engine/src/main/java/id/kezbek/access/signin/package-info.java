/** Log-ins of people with codes and of partners' systems with signatures, and the refresh of sessions. */
@NullMarked
package id.kezbek.access.signin;

import org.jspecify.annotations.NullMarked;
