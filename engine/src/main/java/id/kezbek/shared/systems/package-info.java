/** Systems other than PostgreSQL, each of which may be away: checks and back-off. */
@NullMarked
package id.kezbek.shared.systems;

import org.jspecify.annotations.NullMarked;
