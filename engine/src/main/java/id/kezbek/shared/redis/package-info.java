/** What the users of Redis share: saying why it cannot be used. Each of them goes on without it in its own way. */
@NullMarked
package id.kezbek.shared.redis;

import org.jspecify.annotations.NullMarked;
