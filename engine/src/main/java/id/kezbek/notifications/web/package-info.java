/** v2 operations for the templates of e-mails. */
@NullMarked
package id.kezbek.notifications.web;

import org.jspecify.annotations.NullMarked;
