/** Limits on request bodies. */
@NullMarked
package id.kezbek.shared.web.bodies;

import org.jspecify.annotations.NullMarked;
