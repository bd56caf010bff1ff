/** Who is calling and which roles an operation admits; the check itself is done by the access module. */
@NullMarked
package id.kezbek.shared.security;

import org.jspecify.annotations.NullMarked;
