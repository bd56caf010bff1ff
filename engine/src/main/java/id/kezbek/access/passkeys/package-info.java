/**
 * Passkeys (WebAuthn): the second factor of staff. The library webauthn4j verifies passkeys; this package implements no
 * cryptography.
 */
@NullMarked
package id.kezbek.access.passkeys;

import org.jspecify.annotations.NullMarked;
