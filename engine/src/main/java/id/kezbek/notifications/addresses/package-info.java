/** E-mail addresses of customers: stored sealed, found by hash, and deleted after some time. */
@NullMarked
package id.kezbek.notifications.addresses;

import org.jspecify.annotations.NullMarked;
