/** Logging in and out. */
@NullMarked
package id.kezbek.console.signin;

import org.jspecify.annotations.NullMarked;
