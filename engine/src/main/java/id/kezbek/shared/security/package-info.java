/** The caller and the roles permitted for each operation. The access module checks them. */
@NullMarked
package id.kezbek.shared.security;

import org.jspecify.annotations.NullMarked;
