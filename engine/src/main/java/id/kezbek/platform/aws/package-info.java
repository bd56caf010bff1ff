/** Amazon's managed services behind the engine's ports. */
@NullMarked
package id.kezbek.platform.aws;

import org.jspecify.annotations.NullMarked;
