/** Signs in staff by code and partners by signature, and renews sessions. */
@NullMarked
package id.kezbek.access.signin;

import org.jspecify.annotations.NullMarked;
