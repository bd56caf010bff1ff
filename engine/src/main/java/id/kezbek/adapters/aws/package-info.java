/** Amazon's managed services behind the engine's ports. */
@NullMarked
package id.kezbek.adapters.aws;

import org.jspecify.annotations.NullMarked;
