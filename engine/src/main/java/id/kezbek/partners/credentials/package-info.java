/** Partners' credentials: issue, collection, verification and revocation. */
@NullMarked
package id.kezbek.partners.credentials;

import org.jspecify.annotations.NullMarked;
