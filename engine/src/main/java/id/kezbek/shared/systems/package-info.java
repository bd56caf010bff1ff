/** The systems beside PostgreSQL, each of which may be away for a while: how they are asked, and left alone meanwhile. */
@NullMarked
package id.kezbek.shared.systems;

import org.jspecify.annotations.NullMarked;
