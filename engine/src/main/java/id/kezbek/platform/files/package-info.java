/** Files in a folder behind the engine's port, for who runs the engine without an object store. */
@NullMarked
package id.kezbek.platform.files;

import org.jspecify.annotations.NullMarked;
