/** The templates of e-mails over v2. */
@NullMarked
package id.kezbek.notifications.web;

import org.jspecify.annotations.NullMarked;
