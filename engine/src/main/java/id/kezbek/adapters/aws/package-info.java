/** Implements the engine's ports with Amazon's managed services. */
@NullMarked
package id.kezbek.adapters.aws;

import org.jspecify.annotations.NullMarked;
