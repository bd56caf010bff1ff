/** The caller and the permitted roles of operations; the access module checks them. */
@NullMarked
package id.kezbek.shared.security;

import org.jspecify.annotations.NullMarked;
