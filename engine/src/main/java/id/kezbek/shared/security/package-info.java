/** The caller, and the roles that each operation permits. The access module checks the roles. */
@NullMarked
package id.kezbek.shared.security;

import org.jspecify.annotations.NullMarked;
