/** E-mail addresses of customers: sealed, looked up by hash, forgotten. */
@NullMarked
package id.kezbek.notifications.addresses;

import org.jspecify.annotations.NullMarked;
