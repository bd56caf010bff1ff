/** E-mail addresses of customers: stored sealed, found by hash, and deleted later. */
@NullMarked
package id.kezbek.notifications.addresses;

import org.jspecify.annotations.NullMarked;
