/** Credentials of partners: collected once, proven, ended. */
@NullMarked
package id.kezbek.partners.credentials;

import org.jspecify.annotations.NullMarked;
